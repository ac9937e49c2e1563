package io.kafkafips.cli.verify.wire;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.commons.fips.FipsJca;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key and the chain that a probe shows, good or bad: our own TLS engine would not show a bad one. Immutable.
 *
 * @param key private key
 * @param chain leaf first
 */
public record Credentials(PrivateKey key, List<X509Certificate> chain) {
    private static final String LOCATION = "ssl.keystore.location";
    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

    public Credentials {
        chain = List.copyOf(chain);
    }

    /**
     * Those of a client: the first key of {@code ssl.keystore.location}, BCFKS, or PEM with an unencrypted key.
     *
     * @param option which option named the settings, for the message
     * @throws CommandFailure when they cannot be read
     */
    public static Credentials of(Map<String, Object> settings, String option) {
        Path file = Path.of(text(settings, LOCATION));
        try {
            return "PEM".equals(text(settings, "ssl.keystore.type")) ? pem(file) : bcfks(file, settings);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw CommandFailure.usage(
                    option + ": " + LOCATION + "=" + file + " gives no key",
                    LOCATION + "=<BCFKS store, or PEM file with an unencrypted PKCS#8 key and its chain>",
                    e);
        }
    }

    private static Credentials bcfks(Path file, Map<String, Object> settings)
            throws GeneralSecurityException, IOException {
        char[] storePassword = text(settings, "ssl.keystore.password").toCharArray();
        String own = text(settings, "ssl.key.password");
        char[] keyPassword = own.isEmpty() ? storePassword : own.toCharArray();
        KeyStore store = FipsJca.bcfks();
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, storePassword);
        }
        for (String alias : Collections.list(store.aliases())) {
            Certificate[] chain = store.getCertificateChain(alias);
            if (chain != null && store.getKey(alias, keyPassword) instanceof PrivateKey key) {
                return new Credentials(
                        key,
                        Arrays.stream(chain).map(X509Certificate.class::cast).toList());
            }
        }
        throw new IOException("there is no private key in it");
    }

    private static Credentials pem(Path file) throws GeneralSecurityException, IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            throw new IOException("there is no BEGIN PRIVATE KEY in it");
        }
        String certificates = text.substring(0, key.start()) + text.substring(key.end());
        List<X509Certificate> chain = FipsJca.x509()
                .generateCertificates(new ByteArrayInputStream(certificates.getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
        if (chain.isEmpty()) {
            throw new IOException("there is no BEGIN CERTIFICATE in it");
        }
        String algorithm = chain.get(0).getPublicKey().getAlgorithm();
        byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
        return new Credentials(FipsJca.keyFactory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded)), chain);
    }

    private static String text(Map<String, Object> settings, String key) {
        return String.valueOf(settings.getOrDefault(key, ""));
    }
}
