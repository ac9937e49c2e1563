package io.kafkafips.tiered.kafka;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.tiered.directory.DirectoryRemoteStorageManager;
import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.SegmentMarker;
import io.kafkafips.tiered.key.KeystoreSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * The typed settings of the encryption of tiered storage. In {@code server.properties} each has the prefix {@code rsm.config.}, which
 * Kafka strips.
 *
 * @param delegateClassName what stores the ciphertext
 * @param delegateClassPath where that class is, empty for the broker's own class path
 * @param delegateSettings what it is configured with: {@code delegate.*} without that prefix, and what Kafka itself adds
 * @param chunkLog2 binary logarithm of the chunk size in bytes
 * @param activeAlias the key encryption key for new segments
 * @param customMetadataMaxBytes Kafka's own limit
 * @param plaintextReadAllowed whether segments that Kafka's metadata does not mark as encrypted are handed out as they are
 * @param spool when and where uploads are spooled
 * @param brokerId as Kafka says it, {@code -1} when it does not
 * @param unknown names that are no setting
 */
public record TieredStorageConfig(
        String delegateClassName,
        String delegateClassPath,
        Map<String, Object> delegateSettings,
        int chunkLog2,
        KeystoreSettings keystore,
        String activeAlias,
        int keyCacheMaxEntries,
        Duration keyCacheMaxAge,
        int customMetadataMaxBytes,
        boolean plaintextReadAllowed,
        SpoolSettings spool,
        int brokerId,
        Set<String> unknown) {
    public static final String DELEGATE_CLASS_NAME_CONFIG = "delegate.class.name";
    public static final String DELEGATE_CLASS_PATH_CONFIG = "delegate.class.path";
    public static final String CHUNK_SIZE_BYTES_CONFIG = "chunk.size.bytes";
    public static final String ACTIVE_ALIAS_CONFIG = "keys.active.alias";
    public static final String KEY_CACHE_MAX_ENTRIES_CONFIG = "keys.cache.max.entries";
    public static final String KEY_CACHE_MAX_AGE_MS_CONFIG = "keys.cache.max.age.ms";
    public static final String CUSTOM_METADATA_MAX_BYTES_CONFIG = "custom.metadata.max.bytes";
    public static final String PLAINTEXT_READ_ALLOWED_CONFIG = "plaintext.read.allowed";

    /** What Kafka calls the broker's id among the settings of a RemoteStorageManager. */
    static final String BROKER_ID = "broker.id";

    private static final String DELEGATE_PREFIX = "delegate.";
    private static final int KAFKA_CUSTOM_METADATA_MAX_BYTES = 128;
    private static final int SMALLEST_CHUNK_BYTES = 1 << ContainerFormat.SMALLEST_CHUNK_LOG2;
    private static final int LARGEST_CHUNK_BYTES = 1 << ContainerFormat.LARGEST_CHUNK_LOG2;

    private static final String DELEGATE_CLASS_NAME_DOC =
            "The RemoteStorageManager that stores the ciphertext. Its own settings are those with the prefix delegate., which is stripped.";
    private static final String DELEGATE_CLASS_PATH_DOC =
            "Where the delegate's classes are: jars, directories, or directory/* for all jars in it, separated by commas. They are loaded"
                    + " before the broker's own, except java., javax., org.apache.kafka. and org.slf4j. Empty: the class path of this plug-in.";
    private static final String CHUNK_SIZE_BYTES_DOC =
            "How much is encrypted as one, in new segments: a power of two from 4096 to 1048576. A read decrypts whole chunks; small"
                    + " chunks cost native memory in the FIPS module.";
    private static final String KEYSTORE_LOCATION_DOC =
            "The BCFKS keystore with the key encryption keys, AES-256. Required. Every key in it decrypts, so keep the old ones.";
    private static final String KEYSTORE_PASSWORD_DOC =
            "The password of the keystore and of its keys, at least 14 characters. Required.";
    private static final String ACTIVE_ALIAS_DOC =
            "The alias of the key under which new segments are encrypted. Required.";
    private static final String KEY_CACHE_MAX_ENTRIES_DOC =
            "How many segments' keys are kept in memory at most, unwrapped, for reads.";
    private static final String KEY_CACHE_MAX_AGE_MS_DOC =
            "How long an unwrapped key is kept in memory at most; then it is overwritten.";
    private static final String CUSTOM_METADATA_MAX_BYTES_DOC =
            "The value of remote.log.metadata.custom.metadata.max.bytes. The mark of an encrypted segment takes 21 bytes of it.";
    private static final String PLAINTEXT_READ_ALLOWED_DOC =
            "Gives up confidentiality and authenticity of segments that were stored before encryption was set up: they are handed out"
                    + " unchecked, as the delegate returns them. Segments that Kafka's metadata marks as encrypted are not affected.";

    /** Every option with its documentation. */
    public static ConfigDef configDef() {
        return SpoolSettings.define(new ConfigDef())
                .define(
                        DELEGATE_CLASS_NAME_CONFIG,
                        ConfigDef.Type.STRING,
                        DirectoryRemoteStorageManager.class.getName(),
                        Importance.HIGH,
                        DELEGATE_CLASS_NAME_DOC)
                .define(
                        DELEGATE_CLASS_PATH_CONFIG,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        DELEGATE_CLASS_PATH_DOC)
                .define(
                        KeystoreSettings.LOCATION_CONFIG,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.HIGH,
                        KEYSTORE_LOCATION_DOC)
                .define(
                        KeystoreSettings.PASSWORD_CONFIG,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.HIGH,
                        KEYSTORE_PASSWORD_DOC)
                .define(ACTIVE_ALIAS_CONFIG, ConfigDef.Type.STRING, null, Importance.HIGH, ACTIVE_ALIAS_DOC)
                .define(
                        CHUNK_SIZE_BYTES_CONFIG,
                        ConfigDef.Type.INT,
                        1 << ContainerFormat.DEFAULT_CHUNK_LOG2,
                        Range.between(SMALLEST_CHUNK_BYTES, LARGEST_CHUNK_BYTES),
                        Importance.LOW,
                        CHUNK_SIZE_BYTES_DOC)
                .define(
                        KEY_CACHE_MAX_ENTRIES_CONFIG,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        KEY_CACHE_MAX_ENTRIES_DOC)
                .define(
                        KEY_CACHE_MAX_AGE_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        Duration.ofMinutes(15).toMillis(),
                        Range.between(1L, Duration.ofDays(1).toMillis()),
                        Importance.MEDIUM,
                        KEY_CACHE_MAX_AGE_MS_DOC)
                .define(
                        CUSTOM_METADATA_MAX_BYTES_CONFIG,
                        ConfigDef.Type.INT,
                        KAFKA_CUSTOM_METADATA_MAX_BYTES,
                        Range.atLeast(SegmentMarker.FIXED_BYTES),
                        Importance.LOW,
                        CUSTOM_METADATA_MAX_BYTES_DOC)
                .define(
                        PLAINTEXT_READ_ALLOWED_CONFIG,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        PLAINTEXT_READ_ALLOWED_DOC);
    }

    /**
     * Reads what Kafka hands to {@code configure}.
     *
     * @throws org.apache.kafka.common.config.ConfigException naming the setting that is missing or wrong
     */
    static TieredStorageConfig of(Map<String, ?> settings) {
        AbstractConfig values = new AbstractConfig(configDef(), settings, false);
        Map<String, Object> delegateSettings = new HashMap<>();
        Set<String> unknown = new TreeSet<>();
        settings.forEach((name, value) -> {
            if (configDef().names().contains(name)) {
                return;
            }
            if (name.startsWith(DELEGATE_PREFIX)) {
                delegateSettings.put(name.substring(DELEGATE_PREFIX.length()), value);
            } else if (name.equals(BROKER_ID)) {
                delegateSettings.put(name, value);
            } else {
                unknown.add(name);
            }
        });
        return new TieredStorageConfig(
                values.getString(DELEGATE_CLASS_NAME_CONFIG),
                values.getString(DELEGATE_CLASS_PATH_CONFIG),
                Map.copyOf(delegateSettings),
                chunkLog2(values.getInt(CHUNK_SIZE_BYTES_CONFIG)),
                KeystoreSettings.of(
                        values.getString(KeystoreSettings.LOCATION_CONFIG),
                        values.getPassword(KeystoreSettings.PASSWORD_CONFIG)),
                activeAlias(Optional.ofNullable(values.getString(ACTIVE_ALIAS_CONFIG))),
                values.getInt(KEY_CACHE_MAX_ENTRIES_CONFIG),
                Duration.ofMillis(values.getLong(KEY_CACHE_MAX_AGE_MS_CONFIG)),
                values.getInt(CUSTOM_METADATA_MAX_BYTES_CONFIG),
                values.getBoolean(PLAINTEXT_READ_ALLOWED_CONFIG),
                SpoolSettings.of(values),
                settings.get(BROKER_ID) instanceof Integer id ? id : -1,
                unknown);
    }

    int chunkSizeBytes() {
        return 1 << chunkLog2;
    }

    private static int chunkLog2(int bytes) {
        if (Integer.bitCount(bytes) != 1) {
            throw Refusal.setting(
                    KeystoreSettings.PREFIX + CHUNK_SIZE_BYTES_CONFIG,
                    bytes,
                    "a power of two from " + SMALLEST_CHUNK_BYTES + " to " + LARGEST_CHUNK_BYTES,
                    KeystoreSettings.PREFIX + CHUNK_SIZE_BYTES_CONFIG + "="
                            + (1 << ContainerFormat.DEFAULT_CHUNK_LOG2));
        }
        return Integer.numberOfTrailingZeros(bytes);
    }

    private static String activeAlias(Optional<String> alias) {
        return alias.filter(name -> !name.isBlank())
                .orElseThrow(() -> Refusal.setting(
                        KeystoreSettings.PREFIX + ACTIVE_ALIAS_CONFIG,
                        null,
                        "the alias of an AES-256 key in the keystore",
                        KeystoreSettings.PREFIX + ACTIVE_ALIAS_CONFIG + "=<alias>"));
    }
}
