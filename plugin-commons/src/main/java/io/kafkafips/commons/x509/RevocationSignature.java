package io.kafkafips.commons.x509;

import io.kafkafips.commons.fips.FipsJca;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The algorithms by which a CRL or an OCSP answer may be signed: RSA (PKCS #1 and PSS) and ECDSA, with SHA-256, SHA-384 or SHA-512. SP
 * 800-131A leaves SHA-1 no place in signatures; FIPS 186-5, section 5.4, has one digest for the message and for the mask of PSS. Stateless.
 */
public final class RevocationSignature {
    /** For messages. */
    public static final String APPROVED = "RSA (PKCS #1, PSS) and ECDSA with SHA-256, 384 or 512";

    private static final String PSS = "1.2.840.113549.1.1.10";
    private static final Set<String> ALGORITHMS = Set.of(
            "1.2.840.113549.1.1.11",
            "1.2.840.113549.1.1.12",
            "1.2.840.113549.1.1.13",
            "1.2.840.10045.4.3.2",
            "1.2.840.10045.4.3.3",
            "1.2.840.10045.4.3.4");
    private static final Set<String> DIGESTS = Set.of("SHA-256", "SHA-384", "SHA-512");

    private RevocationSignature() {}

    /**
     * Whether an algorithm is approved.
     *
     * @param oid of the signature algorithm
     * @param parameters its parameters as DER; null for none
     */
    public static boolean isApproved(String oid, byte @Nullable [] parameters) {
        return ALGORITHMS.contains(oid) || (oid.equals(PSS) && parameters != null && isApprovedPss(parameters));
    }

    private static boolean isApprovedPss(byte[] encoded) {
        try {
            AlgorithmParameters parameters = FipsJca.pssParameters();
            parameters.init(encoded);
            PSSParameterSpec pss = parameters.getParameterSpec(PSSParameterSpec.class);
            return DIGESTS.contains(pss.getDigestAlgorithm())
                    && pss.getMGFParameters() instanceof MGF1ParameterSpec mask
                    && mask.getDigestAlgorithm().equals(pss.getDigestAlgorithm());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // no parameters of PSS, or a digest that the module does not have
            return false;
        }
    }
}
