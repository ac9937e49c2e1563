package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.TopicMetadata;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;

/** The rule {@code json}: the value is one JSON text (RFC 8259) in well-formed UTF-8. A tombstone passes unless told otherwise. */
public final class JsonWellFormed implements RecordValidationPolicy {
    static final String MAX_DEPTH = "max.depth";
    static final String TOMBSTONES = "tombstones";

    private static final String ALLOW = "allow";
    private static final String REJECT = "reject";

    /** Half of what Jackson reads by default, so that what is accepted can also be read. */
    private static final int DEFAULT_MAX_DEPTH = 500;

    private static final int DEEPEST_MAX_DEPTH = 100_000;

    private volatile Options options = new Options(DEFAULT_MAX_DEPTH, true);

    /** One scanner per thread: the check allocates nothing. */
    private final ThreadLocal<JsonScanner> scanners = ThreadLocal.withInitial(JsonScanner::new);

    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<RecordPart> parts() {
        return List.of(RecordPart.VALUE);
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
                        TOMBSTONES,
                        ConfigDef.Type.STRING,
                        ALLOW,
                        ValidString.in(ALLOW, REJECT),
                        Importance.MEDIUM,
                        "Whether records without a value pass. On a compacted topic they are how keys are deleted.");
    }

    @Override
    public void configure(Map<String, ?> values) {
        int maxDepth = values.get(MAX_DEPTH) instanceof Integer depth ? depth : DEFAULT_MAX_DEPTH;
        options = new Options(maxDepth, !REJECT.equals(values.get(TOMBSTONES)));
    }

    @Override
    public void validateRecord(TopicMetadata topic, RecordProxy record) {
        Options current = options;
        @Nullable ByteBuffer value = record.value();
        if (value != null) {
            check(value, current.maxDepth());
        } else if (!current.tombstones()) {
            throw new InvalidRecordException("the value is null");
        }
    }

    private void check(ByteBuffer value, int maxDepth) {
        int length = value.remaining();
        JsonScanner scanner = scanners.get();
        boolean wellFormed;
        if (value.hasArray()) {
            wellFormed = scanner.scan(value.array(), value.arrayOffset() + value.position(), length, maxDepth);
        } else {
            byte[] copy = new byte[length];
            value.get(copy);
            wellFormed = scanner.scan(copy, 0, length, maxDepth);
        }
        if (!wellFormed) {
            throw new InvalidRecordException(scanner.complaint());
        }
    }

    private record Options(int maxDepth, boolean tombstones) {}
}
