package io.kafkafips.tiered.key;

import io.kafkafips.commons.config.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.jspecify.annotations.Nullable;

/**
 * The typed settings of the keys, without those of the key service. In {@code server.properties} each has the prefix {@value #PREFIX}.
 *
 * @param provider the kind of key service
 * @param clusterId bound to every topic key; may be empty
 * @param registry folder of the wrapped topic keys
 * @param rootAlias the root for new topic keys where the registry names none; may be empty
 * @param rules which topic has which key
 * @param createMissing whether this broker makes versions by itself
 * @param refreshInterval between two looks at the registry and the key service
 */
public record KeySettings(
        String provider,
        String clusterId,
        Path registry,
        String rootAlias,
        TopicRules rules,
        boolean createMissing,
        Duration refreshInterval,
        KeyLimits limits,
        KeyCacheSettings cache) {
    /** The prefix that Kafka strips from the settings of a RemoteStorageManager. */
    public static final String PREFIX = "rsm.config.";

    public static final String PROVIDER_CONFIG = "keys.provider";
    public static final String CLUSTER_ID_CONFIG = "keys.cluster.id";
    public static final String REGISTRY_PATH_CONFIG = "keys.registry.path";
    public static final String ROOT_ALIAS_CONFIG = "keys.root.alias";
    public static final String TOPICS_CONFIG = "keys.topics";
    public static final String CREATE_MISSING_CONFIG = "keys.create.missing";
    public static final String REFRESH_INTERVAL_MS_CONFIG = "keys.refresh.interval.ms";

    private static final String PROVIDER_DOC =
            "The kind of key service that holds the root keys: keystore, or the name of a provider whose jar is beside this plug-in.";
    private static final String CLUSTER_ID_DOC =
            "A name of the cluster that is bound to every topic key: a key of one cluster is of no use in another. Kafka does not tell its"
                    + " cluster id here. It can never be changed once there are keys. Empty: none.";
    private static final String REGISTRY_PATH_DOC =
            "The folder with the wrapped topic keys, best one that all brokers share, never one in remote storage. Required. Whoever loses it"
                    + " loses the data: back it up. Make versions and shred them with kafka-fips keys.";
    private static final String ROOT_ALIAS_DOC =
            "The root key that wraps new topic keys. Only for a registry in which kafka-fips keys has not named one yet: its root.yaml wins."
                    + " Required where that is missing.";
    private static final String TOPICS_DOC =
            "Which topics are encrypted under which key: <topic pattern>:<key name>, separated by commas; a pattern may hold *, and the first"
                    + " that matches counts. {topic-id} in a key's name gives each topic a key of its own, which can be shredded alone:"
                    + " payments:payments,customer-*:customer.{topic-id},*:shared. Required. Segments of a topic without a rule are not"
                    + " copied; reads and deletions need no rule.";
    private static final String CREATE_MISSING_DOC =
            "Whether brokers make the first version of a key that is not in the registry, and the next one of a key past its limits, by"
                    + " themselves. Only where all brokers share the folder of the registry: else each has keys that the others cannot read."
                    + " When false, kafka-fips keys create and rotate do it.";
    private static final String REFRESH_INTERVAL_MS_DOC =
            "How often brokers look for changes of the registry and of the key service: the time in which a new version is used and a"
                    + " shredded one is not.";

    /** Every option of the keys but those of a key service. */
    public static ConfigDef define(ConfigDef def) {
        def.define(TOPICS_CONFIG, ConfigDef.Type.STRING, null, Importance.HIGH, TOPICS_DOC)
                .define(REGISTRY_PATH_CONFIG, ConfigDef.Type.STRING, null, Importance.HIGH, REGISTRY_PATH_DOC)
                .define(ROOT_ALIAS_CONFIG, ConfigDef.Type.STRING, "", Importance.HIGH, ROOT_ALIAS_DOC)
                .define(
                        PROVIDER_CONFIG,
                        ConfigDef.Type.STRING,
                        KeystoreKeyServiceProvider.NAME,
                        Importance.MEDIUM,
                        PROVIDER_DOC)
                .define(CLUSTER_ID_CONFIG, ConfigDef.Type.STRING, "", Importance.MEDIUM, CLUSTER_ID_DOC)
                .define(CREATE_MISSING_CONFIG, ConfigDef.Type.BOOLEAN, false, Importance.MEDIUM, CREATE_MISSING_DOC)
                .define(
                        REFRESH_INTERVAL_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        Duration.ofSeconds(10).toMillis(),
                        Range.between(10L, Duration.ofHours(1).toMillis()),
                        Importance.LOW,
                        REFRESH_INTERVAL_MS_DOC);
        KeyLimits.define(def);
        KeyCacheSettings.define(def);
        return def;
    }

    /**
     * Reads the settings, for a broker.
     *
     * @param settings everything under {@value #PREFIX}, that prefix stripped
     * @throws org.apache.kafka.common.config.ConfigException naming the setting that is missing or wrong
     */
    public static KeySettings of(Map<String, ?> settings) {
        AbstractConfig values = new AbstractConfig(define(new ConfigDef()), settings, false);
        return new KeySettings(
                values.getString(PROVIDER_CONFIG),
                values.getString(CLUSTER_ID_CONFIG).strip(),
                registry(values.getString(REGISTRY_PATH_CONFIG)),
                values.getString(ROOT_ALIAS_CONFIG).strip(),
                TopicRules.of(values.getString(TOPICS_CONFIG)),
                values.getBoolean(CREATE_MISSING_CONFIG),
                Duration.ofMillis(values.getLong(REFRESH_INTERVAL_MS_CONFIG)),
                KeyLimits.of(values),
                KeyCacheSettings.of(values));
    }

    /** The provider alone, for who needs no other setting. */
    static String providerName(Map<String, ?> settings) {
        Object name = settings.get(PROVIDER_CONFIG);
        return name == null ? KeystoreKeyServiceProvider.NAME : name.toString().strip();
    }

    /**
     * The registry that the settings name, opened.
     *
     * @throws org.apache.kafka.common.config.ConfigException when it is not there or cannot be read
     */
    public KeyRegistry openRegistry() {
        try {
            return KeyRegistry.open(registry);
        } catch (KeyRegistryException e) {
            throw registryRefused(e);
        }
    }

    /** The exception for a registry that a broker cannot start with. */
    RuntimeException registryRefused(KeyRegistryException cause) {
        String setting = PREFIX + REGISTRY_PATH_CONFIG;
        return Refusal.setting(
                setting,
                registry,
                "a key registry that the broker can read",
                "mend that file; or, for a registry that is yet to be made, mkdir -m 700 " + registry
                        + " as the user of the broker",
                cause);
    }

    private static Path registry(@Nullable String path) {
        if (path == null || path.isBlank()) {
            String setting = PREFIX + REGISTRY_PATH_CONFIG;
            throw Refusal.setting(
                    setting,
                    path,
                    "the folder of the wrapped topic keys, which all brokers share",
                    setting + "=/etc/kafka/tiered-keys");
        }
        return Path.of(path.strip());
    }
}
