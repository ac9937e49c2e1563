package io.kafkafips.ssl.trust;

import io.kafkafips.ssl.engine.RefusalReason;
import io.kafkafips.ssl.engine.RefusedCertificateException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The strength of the profile {@code strict}, after RFC 9151 section 5: keys on P-384 or RSA from {@value #SMALLEST_MODULUS_BITS} bits, signatures with
 * SHA-384 or SHA-512, on top of {@link CertificateStrength}.
 */
final class StrictStrength implements CertificateRule {
    private static final int SMALLEST_MODULUS_BITS = 3072;

    private static final Set<ASN1ObjectIdentifier> DIGESTS =
            Set.of(NISTObjectIdentifiers.id_sha384, NISTObjectIdentifiers.id_sha512);

    private static final Set<ASN1ObjectIdentifier> SIGNATURES = Set.of(
            PKCSObjectIdentifiers.sha384WithRSAEncryption,
            PKCSObjectIdentifiers.sha512WithRSAEncryption,
            X9ObjectIdentifiers.ecdsa_with_SHA384,
            X9ObjectIdentifiers.ecdsa_with_SHA512);

    @Override
    public void require(X509Certificate certificate) throws CertificateException {
        CertificateStrength.require(certificate);
        try {
            Certificate parsed = Certificate.getInstance(certificate.getEncoded());
            if (!isStrongKey(parsed.getSubjectPublicKeyInfo())) {
                throw refused(certificate, "a key below the profile strict", "EC on P-384, or RSA from 3072 bits on");
            }
            boolean selfIssued = certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
            if (!selfIssued && !isStrongSignature(parsed.getSignatureAlgorithm())) {
                throw refused(certificate, "a signature below the profile strict", "SHA-384 and SHA-512");
            }
        } catch (IOException | RuntimeException e) {
            throw new CertificateException(
                    CertificateStrength.subject(certificate) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isStrongKey(SubjectPublicKeyInfo key) throws IOException {
        AlgorithmIdentifier algorithm = key.getAlgorithm();
        return algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                ? SECObjectIdentifiers.secp384r1.equals(algorithm.getParameters())
                : RSAPublicKey.getInstance(key.parsePublicKey()).getModulus().bitLength() >= SMALLEST_MODULUS_BITS;
    }

    private static boolean isStrongSignature(AlgorithmIdentifier signature) {
        return signature.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)
                ? DIGESTS.contains(RSASSAPSSparams.getInstance(signature.getParameters())
                        .getHashAlgorithm()
                        .getAlgorithm())
                : SIGNATURES.contains(signature.getAlgorithm());
    }

    private static CertificateException refused(X509Certificate certificate, String seen, String approved) {
        return new RefusedCertificateException(
                RefusalReason.WEAK,
                CertificateStrength.subject(certificate) + " has " + seen + "; approved are " + approved);
    }
}
