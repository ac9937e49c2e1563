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
            if (!isStrongKey(Certificate.getInstance(certificate.getEncoded()).getSubjectPublicKeyInfo())) {
                throw refused(certificate, "a key below the profile strict", "EC on P-384, or RSA from 3072 bits on");
            }
            if (!CertificateStrength.isSelfIssued(certificate)) {
                requireSignature(certificate);
            }
        } catch (IOException | RuntimeException e) {
            throw CertificateStrength.unreadable(certificate, e);
        }
    }

    @Override
    public void requireSignature(X509Certificate certificate) throws CertificateException {
        CertificateStrength.requireSignature(certificate);
        try {
            if (!isStrongSignature(
                    Certificate.getInstance(certificate.getEncoded()).getSignatureAlgorithm())) {
                throw refused(certificate, "a signature below the profile strict", "SHA-384 and SHA-512");
            }
        } catch (RuntimeException e) {
            throw CertificateStrength.unreadable(certificate, e);
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
                CertificateStrength.subject(certificate) + " has " + seen + "; approved are " + approved,
                certificate);
    }
}
