package io.kafkafips.testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The BCFKS stores of one participant, and the settings that use them. Immutable.
 *
 * @param keystore key store of the participant
 * @param truststore trust store with the root
 * @param password password of both
 */
public record TlsStores(Path keystore, Path truststore, String password) {
    public static final String ENGINE_FACTORY = "io.kafkafips.ssl.kafka.FipsSslEngineFactory";

    /** Writes the stores of an identity into a folder, as {@code NAME.keystore.bcfks} and {@code truststore.bcfks}. */
    public static TlsStores write(Path folder, String name, Identity identity, Pki root, String password) {
        return new TlsStores(
                identity.writeBcfks(folder.resolve(name + ".keystore.bcfks"), password),
                root.writeBcfksTruststore(folder.resolve("truststore.bcfks"), password),
                password);
    }

    /** Every {@code ssl.*} setting, for a broker or a client with our engine. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("ssl.engine.factory.class", ENGINE_FACTORY);
        settings.put("ssl.keystore.type", "BCFKS");
        settings.put("ssl.keystore.location", keystore.toString());
        settings.put("ssl.keystore.password", password);
        settings.put("ssl.key.password", password);
        settings.put("ssl.truststore.type", "BCFKS");
        settings.put("ssl.truststore.location", truststore.toString());
        settings.put("ssl.truststore.password", password);
        return settings;
    }

    /** {@link #settings()} of a client that speaks TLS to a listener. */
    public Map<String, String> clientSettings(String bootstrapServers) {
        Map<String, String> settings = settings();
        settings.put("security.protocol", "SSL");
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }

    /** A copy with a prefix before every key. */
    public static Map<String, String> prefixed(String prefix, Map<String, String> settings) {
        Map<String, String> prefixed = new TreeMap<>();
        settings.forEach((key, value) -> prefixed.put(prefix + key, value));
        return prefixed;
    }
}
