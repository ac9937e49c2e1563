package io.kafkafips.ssl;

import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** Settings as lines of a properties file, and as Kafka hands them to a factory: typed, with Kafka's defaults. */
public final class TestSettings {
    public static final String PASSWORD = "a-long-enough-password";

    private static final ConfigDef KAFKA = new ConfigDef()
            .define("ssl.client.auth", ConfigDef.Type.STRING, "none", ConfigDef.Importance.LOW, "")
            .withClientSslSupport();

    private final Map<String, String> lines = new HashMap<>();

    public static TestSettings none() {
        return new TestSettings();
    }

    /** A node with its own key and a trust store, both BCFKS. */
    public static TestSettings bcfks(Path folder, String name, Identity identity, Pki authority) {
        return none().withKey(identity.writeBcfks(folder.resolve(name + ".bcfks"), PASSWORD))
                .withTrust(authority.writeBcfksTruststore(folder.resolve(name + "-trust.bcfks"), PASSWORD));
    }

    /** The same as PEM in the settings: no password to derive a key from, so quicker. */
    public static TestSettings pem(Identity identity, Pki authority) {
        return none().with("ssl.keystore.type", "PEM")
                .with("ssl.keystore.key", identity.keyPem())
                .with("ssl.keystore.certificate.chain", identity.chainPem())
                .withPemTrust(authority);
    }

    public TestSettings withPemTrust(Pki authority) {
        try {
            String base64 = Base64.getMimeEncoder()
                    .encodeToString(authority.certificate().getEncoded());
            return with("ssl.truststore.type", "PEM")
                    .with(
                            "ssl.truststore.certificates",
                            "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    public TestSettings with(String key, String value) {
        TestSettings copy = new TestSettings();
        copy.lines.putAll(lines);
        copy.lines.put(key, value);
        return copy;
    }

    public TestSettings without(String key) {
        TestSettings copy = new TestSettings();
        copy.lines.putAll(lines);
        copy.lines.remove(key);
        return copy;
    }

    public TestSettings withKey(Path bcfks) {
        return with("ssl.keystore.type", "BCFKS")
                .with("ssl.keystore.location", bcfks.toString())
                .with("ssl.keystore.password", PASSWORD);
    }

    public TestSettings withTrust(Path bcfks) {
        return with("ssl.truststore.type", "BCFKS")
                .with("ssl.truststore.location", bcfks.toString())
                .with("ssl.truststore.password", PASSWORD);
    }

    /** Typed where Kafka knows the key, else as the line has it. */
    public Map<String, Object> asKafkaGivesThem() {
        Map<String, Object> given = new HashMap<>(lines);
        given.putAll(KAFKA.parse(lines));
        return given;
    }
}
