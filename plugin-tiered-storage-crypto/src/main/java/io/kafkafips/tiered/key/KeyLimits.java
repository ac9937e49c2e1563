package io.kafkafips.tiered.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * How much one version of a topic key is used for, so that one that is lost or leaks exposes little. No limit of the cipher stands
 * behind them: AES-KWP has no IV that could repeat.
 *
 * @param age from its creation. By default 90 days: well within the two years that SP 800-57 part 1 (5.3.6) allows a key that wraps
 * @param bytes of segments, counted by each broker since its start. By default 16 TiB: what one leaked key may open
 * @param dataKeys one for each upload, counted likewise. By default 2^20, so 16 TiB in segments of 16 MiB
 * @param enforced whether new segments are refused past a limit where the broker may not make the next version
 */
public record KeyLimits(Duration age, long bytes, long dataKeys, boolean enforced) {
    public static final String AGE_MS_CONFIG = "keys.limits.age.ms";
    public static final String BYTES_CONFIG = "keys.limits.bytes";
    public static final String DATA_KEYS_CONFIG = "keys.limits.data.keys";
    public static final String ENFORCED_CONFIG = "keys.limits.enforced";

    private static final long DEFAULT_BYTES = 1L << 44;
    private static final long DEFAULT_DATA_KEYS = 1L << 20;

    private static final String AGE_MS_DOC =
            "How long a version of a topic key is used for new segments, from its creation; default 90 days.";
    private static final String BYTES_DOC =
            "For how many bytes of segments a version is used, counted by each broker since its start; default 16 TiB.";
    private static final String DATA_KEYS_DOC =
            "For how many uploads a version is used, counted by each broker since its start; default 1048576.";
    private static final String ENFORCED_DOC =
            "Whether new segments are refused once a limit is passed. When false, a warning with the command is logged once; with"
                    + " keys.create.missing the broker makes the next version.";

    static void define(ConfigDef def) {
        def.define(
                        AGE_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        Duration.ofDays(90).toMillis(),
                        Range.atLeast(1L),
                        Importance.MEDIUM,
                        AGE_MS_DOC)
                .define(BYTES_CONFIG, ConfigDef.Type.LONG, DEFAULT_BYTES, Range.atLeast(1L), Importance.LOW, BYTES_DOC)
                .define(
                        DATA_KEYS_CONFIG,
                        ConfigDef.Type.LONG,
                        DEFAULT_DATA_KEYS,
                        Range.atLeast(1L),
                        Importance.LOW,
                        DATA_KEYS_DOC)
                .define(ENFORCED_CONFIG, ConfigDef.Type.BOOLEAN, false, Importance.MEDIUM, ENFORCED_DOC);
    }

    static KeyLimits of(AbstractConfig values) {
        return new KeyLimits(
                Duration.ofMillis(values.getLong(AGE_MS_CONFIG)),
                values.getLong(BYTES_CONFIG),
                values.getLong(DATA_KEYS_CONFIG),
                values.getBoolean(ENFORCED_CONFIG));
    }

    /** The limit that a version has passed, in words; empty while it has not. */
    Optional<String> passedBy(KeyEntry entry, KeyUsage.Count used, Instant now) {
        if (!Duration.between(entry.created(), now).minus(age).isNegative()) {
            return Optional.of("it was made at " + entry.created() + ", " + AGE_MS_CONFIG + "=" + age.toMillis());
        }
        if (used.bytes() >= bytes) {
            return Optional.of("this broker encrypted " + used.bytes() + " bytes, " + BYTES_CONFIG + "=" + bytes);
        }
        if (used.dataKeys() >= dataKeys) {
            return Optional.of(
                    "this broker wrapped " + used.dataKeys() + " data keys, " + DATA_KEYS_CONFIG + "=" + dataKeys);
        }
        return Optional.empty();
    }
}
