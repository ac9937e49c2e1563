package io.kafkafips.tiered.kafka;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.tiered.directory.DirectoryRemoteStorageManager;
import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.SegmentMarker;
import io.kafkafips.tiered.key.KeyServices;
import io.kafkafips.tiered.key.KeySettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
 * @param raw everything, for the key service
 * @param customMetadataMaxBytes Kafka's own limit
 * @param plaintextReadAllowed whether segments that Kafka's metadata does not mark as encrypted are handed out as they are
 * @param brokerId as Kafka says it, {@code -1} when it does not
 * @param unknown names that are no setting
 */
public record TieredStorageConfig(
        String delegateClassName,
        String delegateClassPath,
        Map<String, Object> delegateSettings,
        int chunkLog2,
        KeySettings keys,
        Map<String, Object> raw,
        int customMetadataMaxBytes,
        boolean plaintextReadAllowed,
        int brokerId,
        Set<String> unknown) {
    public static final String DELEGATE_CLASS_NAME_CONFIG = "delegate.class.name";
    public static final String DELEGATE_CLASS_PATH_CONFIG = "delegate.class.path";
    public static final String CHUNK_SIZE_BYTES_CONFIG = "chunk.size.bytes";
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
    private static final String CUSTOM_METADATA_MAX_BYTES_DOC =
            "The value of remote.log.metadata.custom.metadata.max.bytes. The mark of an encrypted segment takes 21 bytes of it.";
    private static final String PLAINTEXT_READ_ALLOWED_DOC =
            "Gives up confidentiality and authenticity of segments that were stored before encryption was set up: they are handed out"
                    + " unchecked, as the delegate returns them. Segments that Kafka's metadata marks as encrypted are not affected.";

    /** Every option with its documentation, with those of the embedded key service. */
    public static ConfigDef configDef() {
        ConfigDef def = KeySettings.define(ownOptions());
        KeyServices.embedded().configDef().configKeys().values().forEach(def::define);
        return def;
    }

    private static ConfigDef ownOptions() {
        return new ConfigDef()
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
                        CHUNK_SIZE_BYTES_CONFIG,
                        ConfigDef.Type.INT,
                        1 << ContainerFormat.DEFAULT_CHUNK_LOG2,
                        Range.between(SMALLEST_CHUNK_BYTES, LARGEST_CHUNK_BYTES),
                        Importance.LOW,
                        CHUNK_SIZE_BYTES_DOC)
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
        AbstractConfig values = new AbstractConfig(ownOptions(), settings, false);
        KeySettings keys = KeySettings.of(settings);
        Set<String> known = new TreeSet<>(configDef().names());
        known.addAll(KeyServices.provider(keys.provider()).configDef().names());
        Map<String, Object> delegateSettings = new HashMap<>();
        Set<String> unknown = new TreeSet<>();
        settings.forEach((name, value) -> {
            if (known.contains(name)) {
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
        requireApart(keys, delegateSettings);
        return new TieredStorageConfig(
                values.getString(DELEGATE_CLASS_NAME_CONFIG),
                values.getString(DELEGATE_CLASS_PATH_CONFIG),
                Map.copyOf(delegateSettings),
                chunkLog2(values.getInt(CHUNK_SIZE_BYTES_CONFIG)),
                keys,
                Map.copyOf(settings),
                values.getInt(CUSTOM_METADATA_MAX_BYTES_CONFIG),
                values.getBoolean(PLAINTEXT_READ_ALLOWED_CONFIG),
                settings.get(BROKER_ID) instanceof Integer id ? id : -1,
                unknown);
    }

    /** Whoever holds the objects must not hold the keys. */
    private static void requireApart(KeySettings keys, Map<String, Object> delegateSettings) {
        Object directory = delegateSettings.get(DirectoryRemoteStorageManager.DIRECTORY_PATH_CONFIG);
        if (directory != null
                && keys.registry()
                        .toAbsolutePath()
                        .normalize()
                        .startsWith(
                                Path.of(directory.toString()).toAbsolutePath().normalize())) {
            String setting = KeySettings.PREFIX + KeySettings.REGISTRY_PATH_CONFIG;
            throw Refusal.setting(
                    setting,
                    keys.registry(),
                    "a folder outside of remote storage, " + directory,
                    setting + "=<a folder that only brokers see>");
        }
    }

    int chunkSizeBytes() {
        return 1 << chunkLog2;
    }

    private static int chunkLog2(int bytes) {
        if (Integer.bitCount(bytes) != 1) {
            throw Refusal.setting(
                    KeySettings.PREFIX + CHUNK_SIZE_BYTES_CONFIG,
                    bytes,
                    "a power of two from " + SMALLEST_CHUNK_BYTES + " to " + LARGEST_CHUNK_BYTES,
                    KeySettings.PREFIX + CHUNK_SIZE_BYTES_CONFIG + "=" + (1 << ContainerFormat.DEFAULT_CHUNK_LOG2));
        }
        return Integer.numberOfTrailingZeros(bytes);
    }
}
