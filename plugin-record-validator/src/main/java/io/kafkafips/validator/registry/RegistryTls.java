package io.kafkafips.validator.registry;

import io.kafkafips.commons.audit.KeyFile;
import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.commons.fips.ProviderBoundary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS to a schema registry, by the validated module: 1.2 and 1.3, the host's name verified. Stateless. */
@ProviderBoundary
final class RegistryTls {
    private static final String PKIX = "PKIX";
    private static final String ALIAS = "key";
    private static final String BEGIN = "-----BEGIN ";
    private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";
    private static final String END_KEY = "-----END PRIVATE KEY-----";
    private static final int PASSWORD_BYTES = 16;
    private static final int LARGEST_FILE = 4 * 1024 * 1024;

    /** The JDK's HTTP client does without verification when it is set. */
    static final String NO_HOST_NAMES = "jdk.internal.httpclient.disableHostnameVerification";

    private RegistryTls() {}

    /** The versions to offer. */
    static SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        return parameters;
    }

    /**
     * A context with the settings' trust anchors, and their key where there is one.
     *
     * @param prefix of the settings, for messages
     * @param base where relative paths begin
     * @throws org.apache.kafka.common.config.ConfigException when a file cannot be used
     */
    static SSLContext context(String prefix, RegistryConfig.Tls settings, Path base) {
        @Nullable String disabled = System.getProperty(NO_HOST_NAMES);
        if (disabled != null) {
            throw Refusal.setting(
                    "-D" + NO_HOST_NAMES, disabled, "no such property", "remove it from the JVM's options");
        }
        KeyStore anchors =
                loaded(prefix + RegistryOptions.TRUSTSTORE, settings.truststore(), () -> anchors(settings, base));
        KeyManager @Nullable [] keys = settings.key().isEmpty()
                ? null
                : loaded(prefix + RegistryOptions.KEY, settings.key(), () -> keys(base.resolve(settings.key())));
        return loaded(prefix + RegistryOptions.TRUSTSTORE, settings.truststore(), () -> {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(PKIX, FipsJca.JSSE_PROVIDER);
            trust.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS", FipsJca.JSSE_PROVIDER);
            context.init(keys, trust.getTrustManagers(), FipsJca.keyRandom());
            return context;
        });
    }

    /** A context that trusts nobody, for http: the JDK's client wants one, and its default is not to be had on a FIPS JVM. */
    static SSLContext trustingNobody() {
        return loaded(RegistryOptions.URL, "http", () -> {
            SSLContext context = SSLContext.getInstance("TLS", FipsJca.JSSE_PROVIDER);
            context.init(null, new TrustManager[0], FipsJca.keyRandom());
            return context;
        });
    }

    private interface Loader<T> {
        T load() throws IOException, GeneralSecurityException;
    }

    private static <T> T loaded(String setting, String file, Loader<T> loader) {
        try {
            return loader.load();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException | AssertionError e) {
            // the module throws an AssertionError at what is not approved
            throw Refusal.setting(setting, file, "a file that can be used", "mend the file, or name another", e);
        }
    }

    private static KeyStore anchors(RegistryConfig.Tls settings, Path base)
            throws IOException, GeneralSecurityException {
        byte[] content = content(base.resolve(settings.truststore()));
        KeyStore store = FipsJca.bcfks();
        if (new String(content, StandardCharsets.ISO_8859_1).contains(BEGIN)) {
            store.load(null, null);
            for (Certificate certificate : certificates(content)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
        } else {
            if (settings.truststorePasswordFile().isEmpty()) {
                throw new IOException("it is no PEM, and BCFKS needs " + RegistryOptions.TRUSTSTORE_PASSWORD_FILE);
            }
            String password = new SecretFile(base.resolve(settings.truststorePasswordFile())).read();
            store.load(new ByteArrayInputStream(content), password.toCharArray());
        }
        if (store.size() == 0) {
            throw new IOException("it holds no certificate");
        }
        return store;
    }

    private static KeyManager[] keys(Path file) throws IOException, GeneralSecurityException {
        if (!KeyFile.isPrivate(file)) {
            throw new IOException("it can be read by others than its owner; chmod 600 " + file);
        }
        byte[] content = content(file);
        KeyStore store = FipsJca.bcfks();
        store.load(null, null);
        Certificate[] chain = certificates(content).toArray(Certificate[]::new);
        if (chain.length == 0) {
            throw new IOException("the certificate of the key is missing");
        }
        char[] password = password();
        store.setKeyEntry(ALIAS, key(new String(content, StandardCharsets.ISO_8859_1)), password, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(PKIX, FipsJca.JSSE_PROVIDER);
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    /** The store does not leave memory, but wants a password as if it did. */
    private static char[] password() throws GeneralSecurityException {
        byte[] random = new byte[PASSWORD_BYTES];
        FipsJca.keyRandom().nextBytes(random);
        return HexFormat.of().formatHex(random).toCharArray();
    }

    private static PrivateKey key(String pem) throws IOException, GeneralSecurityException {
        int begin = pem.indexOf(BEGIN_KEY);
        int end = pem.indexOf(END_KEY);
        if (begin < 0 || end < begin) {
            throw new IOException("it has no block 'PRIVATE KEY' (PKCS#8, not encrypted)");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN_KEY.length(), end));
        } catch (IllegalArgumentException e) {
            // without the cause, which quotes characters of the key
            throw new IOException("its block 'PRIVATE KEY' is not base64");
        }
        try {
            return FipsJca.keyFactory("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            return FipsJca.keyFactory("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        }
    }

    private static Collection<? extends Certificate> certificates(byte[] pem) throws GeneralSecurityException {
        String text = new String(pem, StandardCharsets.ISO_8859_1);
        int first = text.indexOf("-----BEGIN CERTIFICATE-----");
        int last = text.lastIndexOf("-----END CERTIFICATE-----");
        String certificates = first < 0 || last < first ? "" : text.substring(first);
        return FipsJca.x509()
                .generateCertificates(new ByteArrayInputStream(certificates.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static byte[] content(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException("it is larger than " + LARGEST_FILE + " bytes");
        }
        return Files.readAllBytes(file);
    }
}
