package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.RecordProxy;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an instance of Kafka's {@code Record}: the parts that rules look at. Slices of the batch, not copies.
 *
 * @param ensureValid throws when the checksum is wrong, in formats where a record has one
 * @param timestamp reads the timestamp
 * @param key reads the key
 * @param value reads the value
 * @param headers reads the headers
 */
record KafkaRecords(
        Consumer<Object> ensureValid,
        ToLongFunction<Object> timestamp,
        Function<Object, @Nullable Object> key,
        Function<Object, @Nullable Object> value,
        Function<Object, Object> headers) {

    /** @param memoryRecords the type of the field {@code records} of Kafka's {@code LogValidator} */
    @SuppressWarnings("unchecked")
    static KafkaRecords bind(Class<?> memoryRecords) {
        Class<?> record = Handles.sibling(memoryRecords, "Record");
        return new KafkaRecords(
                Handles.lambda(Consumer.class, record, Handles.method(record, "ensureValid")),
                Handles.lambda(ToLongFunction.class, record, Handles.method(record, "timestamp")),
                Handles.lambda(Function.class, record, Handles.method(record, "key")),
                Handles.lambda(Function.class, record, Handles.method(record, "value")),
                Handles.lambda(Function.class, record, Handles.method(record, "headers")));
    }

    /** A view that is moved from record to record. */
    final class View implements RecordProxy {
        private Object record = this;
        private int index = -1;

        void next(Object next) {
            record = next;
            index++;
        }

        /**
         * Refuses a record that has more headers than one in a compressed batch may have.
         *
         * @throws LimitExceeded when it has
         */
        void limitHeaders() {
            if (((Header[]) headers.apply(record)).length > Limits.MOST_HEADERS) {
                throw LimitExceeded.byHeaders(index);
            }
        }

        @Override
        public int batchIndex() {
            return index;
        }

        @Override
        public long timestamp() {
            return timestamp.applyAsLong(record);
        }

        @Override
        public @Nullable ByteBuffer key() {
            return (ByteBuffer) key.apply(record);
        }

        @Override
        public @Nullable ByteBuffer value() {
            return (ByteBuffer) value.apply(record);
        }

        @Override
        public List<Header> headers() {
            return Arrays.asList((Header[]) headers.apply(record));
        }
    }
}
