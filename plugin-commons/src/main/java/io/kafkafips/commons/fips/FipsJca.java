package io.kafkafips.commons.fips;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.crypto.Mac;

/**
 * The JCA objects that several plug-ins need, each from the provider {@value #PROVIDER} by name. Stateless; every method makes a
 * new object. Where the provider is missing the exception says so: nothing falls back to another provider.
 */
@ProviderBoundary
public final class FipsJca {
    /** The JCA provider of the validated module. */
    public static final String PROVIDER = "BCFIPS";

    /** The JSSE provider on top of it. */
    public static final String JSSE_PROVIDER = "BCJSSE";

    private FipsJca() {}

    /** A SHA-256 digest (FIPS 180-4). */
    public static MessageDigest sha256() throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256", PROVIDER);
    }

    /** An HMAC-SHA-256 (FIPS 198-1); the module refuses keys below 112 bits. */
    public static Mac hmacSha256() throws GeneralSecurityException {
        return Mac.getInstance("HmacSHA256", PROVIDER);
    }

    /** The module's DRBG with prediction resistance (SP 800-90A), for keys. */
    public static SecureRandom keyRandom() throws NoSuchAlgorithmException, NoSuchProviderException {
        return SecureRandom.getInstance("DEFAULT", PROVIDER);
    }

    /** The module's DRBG without a reseed per call, for nonces and initialisation vectors. */
    public static SecureRandom nonceRandom() throws NoSuchAlgorithmException, NoSuchProviderException {
        return SecureRandom.getInstance("NONCEANDIV", PROVIDER);
    }

    /** An empty BCFKS key store: the only store format of the module that holds keys. */
    public static KeyStore bcfks() throws KeyStoreException, NoSuchProviderException {
        return KeyStore.getInstance("BCFKS", PROVIDER);
    }

    /** A parser of X.509 certificates and CRLs. */
    public static CertificateFactory x509() throws CertificateException, NoSuchProviderException {
        return CertificateFactory.getInstance("X.509", PROVIDER);
    }

    /** Parameters of RSASSA-PSS (RFC 8017, section 8.1), to be read from their encoding. */
    public static AlgorithmParameters pssParameters() throws NoSuchAlgorithmException, NoSuchProviderException {
        return AlgorithmParameters.getInstance("PSS", PROVIDER);
    }

    /** A key factory, {@code algorithm} being {@code RSA} or {@code EC}. */
    public static KeyFactory keyFactory(String algorithm) throws NoSuchAlgorithmException, NoSuchProviderException {
        return KeyFactory.getInstance(algorithm, PROVIDER);
    }
}
