package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.TopicMetadata;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The rule {@code size}: the bytes of the key, the value or the record are within bounds. A record counts with its key, its value
 * and the names and values of its headers, before compression. A key or value that is null passes.
 */
public final class Size extends PartRule {
    static final String MIN_BYTES = "min-bytes";
    static final String MAX_BYTES = "max-bytes";

    private volatile Bounds bounds = new Bounds(0, Integer.MAX_VALUE);

    @Override
    public String name() {
        return "size";
    }

    @Override
    public List<RecordPart> parts() {
        return List.of(RecordPart.VALUE, RecordPart.KEY, RecordPart.RECORD);
    }

    @Override
    public ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        MIN_BYTES,
                        ConfigDef.Type.INT,
                        0,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "The fewest bytes that are accepted.")
                .define(
                        MAX_BYTES,
                        ConfigDef.Type.INT,
                        Integer.MAX_VALUE,
                        Range.atLeast(0),
                        Importance.HIGH,
                        "The most bytes that are accepted, before compression.");
    }

    @Override
    public void configure(Map<String, ?> values) {
        Options options = new Options(values);
        bounds = new Bounds(options.integer(MIN_BYTES), options.integer(MAX_BYTES));
    }

    @Override
    public void validateRecord(TopicMetadata topic, RecordProxy record) {
        long size = part() == RecordPart.RECORD ? sizeOf(record) : sizeOf(part().contentOf(record));
        Bounds allowed = bounds;
        if (size > allowed.max() || (size >= 0 && size < allowed.min())) {
            boolean large = size > allowed.max();
            throw new InvalidRecordException("the " + subject() + " has " + size + " bytes, expected at "
                    + (large ? "most " + allowed.max() : "least " + allowed.min()));
        }
    }

    private static long sizeOf(@Nullable ByteBuffer content) {
        return content == null ? -1 : content.remaining();
    }

    private static long sizeOf(RecordProxy record) {
        return Math.max(0, sizeOf(record.key()))
                + Math.max(0, sizeOf(record.value()))
                + HeadersLimit.bytesOf(record.headers());
    }

    private record Bounds(int min, int max) {
        Bounds {
            if (min > max) {
                throw new ConfigException(MIN_BYTES + "=" + min + " is refused: expected at most " + MAX_BYTES
                        + ", which is " + max + ". Remedy: lower " + MIN_BYTES + " or raise " + MAX_BYTES);
            }
        }
    }
}
