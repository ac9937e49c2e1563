package io.kafkafips.tiered.key;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * Bounds of the unwrapped keys in memory.
 *
 * @param maxEntries of segments' keys, and of topic keys
 * @param maxAge from the broker's last look at the registry
 * @param maxUses of one unwrapped key
 * @param negative how long a refusal of the key service is remembered
 */
public record KeyCacheSettings(int maxEntries, Duration maxAge, int maxUses, Duration negative) {
    public static final String MAX_ENTRIES_CONFIG = "keys.cache.max.entries";
    public static final String MAX_AGE_MS_CONFIG = "keys.cache.max.age.ms";
    public static final String MAX_USES_CONFIG = "keys.cache.max.uses";
    public static final String NEGATIVE_MS_CONFIG = "keys.cache.negative.ms";

    private static final String MAX_ENTRIES_DOC =
            "How many segments' keys are kept in memory at most, unwrapped, for reads; and how many topic keys.";
    private static final String MAX_AGE_MS_DOC =
            "How long an unwrapped key is kept in memory at most; then it is overwritten. It is the whole time in which a shredded key can"
                    + " still be used, even by a broker that cannot see the registry any more, and the time for which segments stay readable"
                    + " while the key service or the registry is away.";
    private static final String MAX_USES_DOC =
            "How often an unwrapped key is used at most before it is unwrapped anew.";
    private static final String NEGATIVE_MS_DOC =
            "How long it is remembered that the key service refused a key, so that it is not asked for every fetch. An outage is remembered"
                    + " for at most a second.";

    static void define(ConfigDef def) {
        def.define(
                        MAX_ENTRIES_CONFIG,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        MAX_ENTRIES_DOC)
                .define(
                        MAX_AGE_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        Duration.ofMinutes(15).toMillis(),
                        Range.between(1L, Duration.ofDays(1).toMillis()),
                        Importance.MEDIUM,
                        MAX_AGE_MS_DOC)
                .define(MAX_USES_CONFIG, ConfigDef.Type.INT, 1_000_000, Range.atLeast(1), Importance.LOW, MAX_USES_DOC)
                .define(
                        NEGATIVE_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        Duration.ofSeconds(10).toMillis(),
                        Range.between(0L, Duration.ofHours(1).toMillis()),
                        Importance.LOW,
                        NEGATIVE_MS_DOC);
    }

    static KeyCacheSettings of(AbstractConfig values) {
        return new KeyCacheSettings(
                values.getInt(MAX_ENTRIES_CONFIG),
                Duration.ofMillis(values.getLong(MAX_AGE_MS_CONFIG)),
                values.getInt(MAX_USES_CONFIG),
                Duration.ofMillis(values.getLong(NEGATIVE_MS_CONFIG)));
    }
}
