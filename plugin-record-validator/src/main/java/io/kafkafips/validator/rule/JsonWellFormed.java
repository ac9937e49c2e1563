package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.TopicMetadata;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * The rule {@code json}: the key or the value is one JSON text (RFC 8259) in well-formed UTF-8, in which no object has a name twice
 * (RFC 7493, section 2.3): two readers of such an object need not see the same one.
 */
public final class JsonWellFormed extends ContentRule {
    static final String MAX_DEPTH = "max-depth";
    static final String MAX_BYTES = "max-bytes";
    static final String UNIQUE_KEYS = "unique-keys";

    /** Half of what Jackson reads by default, so that what is accepted can also be read. */
    private static final int DEFAULT_MAX_DEPTH = 500;

    private static final int DEEPEST_MAX_DEPTH = 100_000;

    private volatile Limits limits = new Limits(DEFAULT_MAX_DEPTH, Integer.MAX_VALUE, true);

    /** One of each per thread: the check allocates nothing. */
    private final ThreadLocal<JsonScanner> scanners = ThreadLocal.withInitial(JsonScanner::new);

    private final ThreadLocal<JsonScanner> strictScanners = ThreadLocal.withInitial(JsonScanner::withUniqueNames);

    @Override
    public String name() {
        return "json";
    }

    @Override
    public ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        MAX_DEPTH,
                        ConfigDef.Type.INT,
                        DEFAULT_MAX_DEPTH,
                        Range.between(1, DEEPEST_MAX_DEPTH),
                        Importance.LOW,
                        "The deepest nesting of objects and arrays that is accepted.")
                .define(
                        MAX_BYTES,
                        ConfigDef.Type.INT,
                        Integer.MAX_VALUE,
                        Range.atLeast(1),
                        Importance.LOW,
                        "The longest text that is accepted.")
                .define(
                        UNIQUE_KEYS,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Whether an object that has a name twice is refused, names being compared after their escapes are resolved.");
    }

    @Override
    public void configure(Map<String, ?> values) {
        Options options = new Options(values);
        limits = new Limits(options.integer(MAX_DEPTH), options.integer(MAX_BYTES), options.flag(UNIQUE_KEYS));
    }

    @Override
    protected void check(TopicMetadata topic, RecordProxy record, ByteBuffer content) {
        Limits allowed = limits;
        Octets text = Octets.of(content);
        if (text.length() > allowed.bytes()) {
            throw new InvalidRecordException(
                    "the " + subject() + " has " + text.length() + " bytes, expected at most " + allowed.bytes());
        }
        JsonScanner scanner = (allowed.uniqueKeys() ? strictScanners : scanners).get();
        if (!scanner.scan(text.array(), text.from(), text.length(), allowed.depth())) {
            throw new InvalidRecordException(scanner.complaint(subject()));
        }
    }

    private record Limits(int depth, int bytes, boolean uniqueKeys) {}
}
