package io.kafkafips.validator.rule.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompilerBuilder;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.rule.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What an expression can speak of. Of a record only what the expression mentions is read. Thread-safe.
 *
 * <p>Headers are a list for each name: a record can have several of one name, and which one a consumer takes is not known here. A
 * value that is not UTF-8 has U+FFFD in place of what cannot be read.
 */
final class CelVariables {
    private static final String VALUE = "value";
    private static final String KEY = "key";
    private static final String HEADERS = "headers";
    private static final String TOPIC = "topic";
    private static final String PARTITION = "partition";
    private static final String TIMESTAMP = "timestamp";

    private static final CelType HEADERS_TYPE =
            MapType.create(SimpleType.STRING, ListType.create(NullableType.create(SimpleType.STRING)));

    private final Set<String> mentioned;
    private final Function<Octets, Object> value;
    private final Function<Octets, Object> key;
    private final int maxBytes;

    /**
     * @param mentioned names in the expression
     * @param maxBytes the longest key or value that is read
     */
    CelVariables(Set<String> mentioned, Reading value, Reading key, int maxBytes) {
        this.mentioned = Set.copyOf(mentioned);
        this.value = value.reader(VALUE);
        this.key = key.reader(KEY);
        this.maxBytes = maxBytes;
    }

    static void declare(CelCompilerBuilder compiler, Reading value, Reading key) {
        compiler.addVar(VALUE, value.type())
                .addVar(KEY, key.type())
                .addVar(HEADERS, HEADERS_TYPE)
                .addVar(TOPIC, SimpleType.STRING)
                .addVar(PARTITION, SimpleType.INT)
                .addVar(TIMESTAMP, SimpleType.TIMESTAMP);
    }

    /**
     * What the expression asks for of a record.
     *
     * @throws InvalidRecordException when the key or the value is not what the expression is about
     */
    Map<String, Object> of(TopicMetadata topic, RecordProxy record) {
        Map<String, Object> values = new HashMap<>();
        for (String name : mentioned) {
            switch (name) {
                case VALUE -> values.put(name, content(name, value, record.value()));
                case KEY -> values.put(name, content(name, key, record.key()));
                case HEADERS -> values.put(name, headers(record.headers()));
                case TOPIC -> values.put(name, topic.topicPartition().topic());
                case PARTITION -> values.put(name, (long) topic.topicPartition().partition());
                case TIMESTAMP -> values.put(name, Instant.ofEpochMilli(record.timestamp()));
                default -> {
                    // a function, or a variable of a macro
                }
            }
        }
        return values;
    }

    private Object content(String subject, Function<Octets, Object> reader, @Nullable ByteBuffer content) {
        if (content != null && content.remaining() > maxBytes) {
            throw new InvalidRecordException("the " + subject + " has " + content.remaining()
                    + " bytes, expected at most " + maxBytes + " to evaluate an expression");
        }
        return Reading.read(reader, content);
    }

    private static Map<String, List<Object>> headers(List<Header> headers) {
        Map<String, List<Object>> byName = new HashMap<>();
        for (int i = 0; i < headers.size(); i++) {
            Header header = headers.get(i);
            byte @Nullable [] text = header.value();
            byName.computeIfAbsent(header.key(), name -> new ArrayList<>(1))
                    .add(text == null ? NullValue.NULL_VALUE : new String(text, StandardCharsets.UTF_8));
        }
        return byName;
    }
}
