package io.kafkafips.validator.rule;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The rule {@code headers-limit}: how many headers a record has, and how many bytes their names and values have together. */
public final class HeadersLimit extends HeadersRule {
    static final String MAX_COUNT = "max-count";
    static final String MAX_BYTES = "max-bytes";

    private volatile int maxCount = Integer.MAX_VALUE;
    private volatile int maxBytes = Integer.MAX_VALUE;

    @Override
    public String name() {
        return "headers-limit";
    }

    @Override
    public ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        MAX_COUNT,
                        ConfigDef.Type.INT,
                        Integer.MAX_VALUE,
                        Range.atLeast(0),
                        Importance.HIGH,
                        "The most headers that a record may have.")
                .define(
                        MAX_BYTES,
                        ConfigDef.Type.INT,
                        Integer.MAX_VALUE,
                        Range.atLeast(0),
                        Importance.HIGH,
                        "The most bytes that the names and values of a record's headers may have together.");
    }

    @Override
    public void configure(Map<String, ?> values) {
        Options options = new Options(values);
        maxCount = options.integer(MAX_COUNT);
        maxBytes = options.integer(MAX_BYTES);
    }

    @Override
    void check(List<Header> headers) {
        if (headers.size() > maxCount) {
            throw new InvalidRecordException(
                    "the record has " + headers.size() + " headers, expected at most " + maxCount);
        }
        long bytes = bytesOf(headers);
        if (bytes > maxBytes) {
            throw new InvalidRecordException(
                    "the headers have " + bytes + " bytes together, expected at most " + maxBytes);
        }
    }

    /** The bytes of all names and values. */
    static long bytesOf(List<Header> headers) {
        long bytes = 0;
        for (int i = 0; i < headers.size(); i++) {
            Header header = headers.get(i);
            byte @Nullable [] value = header.value();
            bytes += utf8Length(header.key()) + (value == null ? 0 : value.length);
        }
        return bytes;
    }

    private static long utf8Length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            // each half of a surrogate pair has two of the four bytes
            length += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return length;
    }
}
