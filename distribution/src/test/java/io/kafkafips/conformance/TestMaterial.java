package io.kafkafips.conformance;

import io.kafkafips.ssl.kafka.FipsSslEngineFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.types.Password;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key stores, certificates and PEM texts of Kafka's TLS tests, made by the FIPS module. Called from rewritten test classes. */
public final class TestMaterial {
    private static final Logger LOG = LoggerFactory.getLogger(TestMaterial.class);
    private static final String MODULE = "BCFIPS";
    private static final String JSSE = "BCJSSE";

    /** What the tests protect a server's key with. */
    private static final String SERVER_PASSWORD = "ServerPassword";

    private static final int SERIAL_BITS = 80;

    private TestMaterial() {}

    /** An empty store, whatever type was asked for: an approved-only JVM has one. */
    public static KeyStore keyStore(String type) throws KeyStoreException {
        try {
            return KeyStore.getInstance("BCFKS", MODULE);
        } catch (GeneralSecurityException e) {
            throw new KeyStoreException(type, e);
        }
    }

    /** A self-signed certificate; negative days make one that has expired. */
    public static X509Certificate certificate(X500Name name, KeyPair pair, int days, String algorithm, byte[] names)
            throws CertificateException {
        try {
            Instant now = Instant.now();
            Instant other = now.plus(Duration.ofDays(days));
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(SERIAL_BITS, SecureRandom.getInstance("DEFAULT", MODULE)),
                    Date.from(days < 0 ? other : now),
                    Date.from(days < 0 ? now : other),
                    name,
                    pair.getPublic());
            if (names != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, ASN1Primitive.fromByteArray(names));
            }
            // the tests name an RSA signature for an EC key as well, and mean its digest
            String forKey = pair.getPrivate().getAlgorithm().equals("EC")
                    ? algorithm.replace("withRSA", "withECDSA")
                    : algorithm;
            ContentSigner signer =
                    new JcaContentSignerBuilder(forKey).setProvider(MODULE).build(pair.getPrivate());
            return new JcaX509CertificateConverter().setProvider(MODULE).getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new CertificateException(e);
        }
    }

    /** A PKCS#8 key, encrypted by PBES2 with AES-256 and HMAC-SHA-256 where there is a password. */
    public static String pem(PrivateKey key, Password password) {
        if (password == null) {
            return pem("PRIVATE KEY", key.getEncoded());
        }
        try {
            OutputEncryptor encryptor = new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                    .setProvider(MODULE)
                    .build(password.value().toCharArray());
            return pem(
                    "ENCRYPTED PRIVATE KEY",
                    new JcaPKCS8EncryptedPrivateKeyInfoBuilder(key)
                            .build(encryptor)
                            .getEncoded());
        } catch (OperatorCreationException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A context over the stores of a factory, for the blocking echo server of the tests: a peer of the engine under test, on the same
     * provider.
     */
    public static SSLContext sslContext(FipsSslEngineFactory factory) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX", JSSE);
            keys.init(factory.keystore(), SERVER_PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX", JSSE);
            trust.init(factory.truststore());
            SSLContext context = SSLContext.getInstance("TLS", JSSE);
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), SecureRandom.getInstance("DEFAULT", MODULE));
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The echo server cannot use the stores of the factory", e);
        }
    }

    /**
     * Closes a socket of the echo server. With BCJSSE that throws when the peer is gone already and cannot be told; the tests expect
     * SunJSSE's silence there.
     */
    public static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("The peer of the echo server is gone", e);
        }
    }

    private static String pem(String label, byte[] der) {
        StringWriter text = new StringWriter();
        text.append("-----BEGIN ").append(label).append("-----\n");
        text.append(Base64.getMimeEncoder().encodeToString(der).replace("\r", ""));
        return text.append("\n-----END ").append(label).append("-----\n").toString();
    }
}
