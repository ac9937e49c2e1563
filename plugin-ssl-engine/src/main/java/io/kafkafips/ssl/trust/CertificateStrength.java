package io.kafkafips.ssl.trust;

import io.kafkafips.ssl.engine.RefusalReason;
import io.kafkafips.ssl.engine.RefusedCertificateException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The strength that a certificate must have to take part in TLS: an RSA key of at least {@value #SMALLEST_MODULUS_BITS} bits or an EC key on
 * P-256, P-384 or P-521 (SP 800-52r2 section 3.1, FIPS 186-5, SP 800-186), and a SHA-2 signature (SP 800-131A).
 *
 * <p>BCJSSE does not hold a peer to this by itself: it verifies with RSA moduli of 1024 and 1536 bits, throws an {@link Error} at
 * other short ones, and in TLS 1.2 takes client certificates on any curve that it knows. The encoding is read, not the key object: a
 * key that the module will not touch can still be named in the refusal. Stateless.
 */
public final class CertificateStrength {
    private static final int SMALLEST_MODULUS_BITS = 2048;
    private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65_537);
    private static final int LONGEST_NAME = 200;

    private static final Set<ASN1ObjectIdentifier> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

    private static final Set<ASN1ObjectIdentifier> DIGESTS =
            Set.of(NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha384, NISTObjectIdentifiers.id_sha512);

    private static final Set<ASN1ObjectIdentifier> SIGNATURES = Set.of(
            PKCSObjectIdentifiers.sha256WithRSAEncryption,
            PKCSObjectIdentifiers.sha384WithRSAEncryption,
            PKCSObjectIdentifiers.sha512WithRSAEncryption,
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            X9ObjectIdentifiers.ecdsa_with_SHA384,
            X9ObjectIdentifiers.ecdsa_with_SHA512);

    /** For the message: the refused ones that are met in practice. */
    private static final Map<ASN1ObjectIdentifier, String> NAMES = Map.of(
            PKCSObjectIdentifiers.sha1WithRSAEncryption,
            "SHA-1 with RSA",
            PKCSObjectIdentifiers.sha224WithRSAEncryption,
            "SHA-224 with RSA",
            PKCSObjectIdentifiers.md5WithRSAEncryption,
            "MD5 with RSA",
            X9ObjectIdentifiers.ecdsa_with_SHA1,
            "SHA-1 with ECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA224,
            "SHA-224 with ECDSA",
            X9ObjectIdentifiers.id_dsa,
            "DSA",
            new ASN1ObjectIdentifier("1.3.101.112"),
            "Ed25519",
            new ASN1ObjectIdentifier("1.3.101.113"),
            "Ed448");

    private CertificateStrength() {}

    /**
     * Checks key and signature of one certificate of a chain. The signature of a self-issued one is not looked at, see
     * {@link CertificateRule#require}.
     *
     * @throws CertificateException with the subject and what is too weak
     */
    public static void require(X509Certificate certificate) throws CertificateException {
        requireKey(certificate);
        if (!isSelfIssued(certificate)) {
            requireSignature(certificate);
        }
    }

    /**
     * Checks the key alone, which is what a trust anchor is trusted for.
     *
     * @throws CertificateException with the subject and what is too weak
     */
    public static void requireKey(X509Certificate certificate) throws CertificateException {
        try {
            requireKey(
                    certificate,
                    Certificate.getInstance(certificate.getEncoded()).getSubjectPublicKeyInfo());
        } catch (IOException | RuntimeException e) {
            throw unreadable(certificate, e);
        }
    }

    /**
     * Checks the algorithm of the signature.
     *
     * @throws CertificateException with the subject and what is too weak
     */
    static void requireSignature(X509Certificate certificate) throws CertificateException {
        try {
            requireSignature(
                    certificate,
                    Certificate.getInstance(certificate.getEncoded()).getSignatureAlgorithm());
        } catch (RuntimeException e) {
            throw unreadable(certificate, e);
        }
    }

    /** Whether subject and issuer bear the same name. */
    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    static CertificateException unreadable(X509Certificate certificate, Exception cause) {
        return new CertificateException(subject(certificate) + " cannot be read: " + cause.getMessage(), cause);
    }

    private static void requireKey(X509Certificate certificate, SubjectPublicKeyInfo key)
            throws CertificateException, IOException {
        ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            requireCurve(certificate, key.getAlgorithm().getParameters().toASN1Primitive());
        } else if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
                || algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            requireModulus(certificate, RSAPublicKey.getInstance(key.parsePublicKey()));
        } else {
            throw refused(certificate, "a key of type " + name(algorithm), "RSA and EC");
        }
    }

    private static void requireCurve(X509Certificate certificate, ASN1Primitive parameters)
            throws CertificateException {
        if (!(parameters instanceof ASN1ObjectIdentifier curve)) {
            throw refused(certificate, "an EC key with explicit parameters", "the named curves P-256, P-384 and P-521");
        }
        if (!CURVES.contains(curve)) {
            String known = ECNamedCurveTable.getName(curve);
            throw refused(
                    certificate,
                    "an EC key on " + (known == null ? curve.getId() : known),
                    "the curves P-256, P-384 and P-521");
        }
    }

    private static void requireModulus(X509Certificate certificate, RSAPublicKey key) throws CertificateException {
        int bits = key.getModulus().bitLength();
        if (bits < SMALLEST_MODULUS_BITS || !key.getModulus().testBit(0)) {
            throw refused(certificate, "an RSA modulus of " + bits + " bits", "odd moduli of 2048 bits or more");
        }
        BigInteger exponent = key.getPublicExponent();
        if (exponent.compareTo(SMALLEST_EXPONENT) < 0 || !exponent.testBit(0)) {
            throw refused(certificate, "an RSA exponent below 65537", "odd exponents above 65536 (FIPS 186-5)");
        }
    }

    private static void requireSignature(X509Certificate certificate, AlgorithmIdentifier signature)
            throws CertificateException {
        ASN1ObjectIdentifier algorithm = signature.getAlgorithm();
        boolean approved = algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)
                ? DIGESTS.contains(RSASSAPSSparams.getInstance(signature.getParameters())
                        .getHashAlgorithm()
                        .getAlgorithm())
                : SIGNATURES.contains(algorithm);
        if (!approved) {
            throw refused(certificate, "a signature with " + name(algorithm), "RSA and ECDSA with SHA-256, 384 or 512");
        }
    }

    private static String name(ASN1ObjectIdentifier algorithm) {
        return NAMES.getOrDefault(algorithm, algorithm.getId());
    }

    private static CertificateException refused(X509Certificate certificate, String seen, String approved) {
        return new RefusedCertificateException(
                RefusalReason.WEAK, subject(certificate) + " has " + seen + "; approved are " + approved, certificate);
    }

    /** The holder, for messages. */
    static String subject(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName().replaceAll("\\p{Cntrl}", " ");
        return "the certificate of " + (name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...");
    }
}
