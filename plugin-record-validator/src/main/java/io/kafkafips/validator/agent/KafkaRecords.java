package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.RecordProxy;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an instance of Kafka's {@code Record}: the parts that rules look at. Slices of the batch, not copies.
 *
 * @param timestamp reads the timestamp
 * @param key reads the key
 * @param value reads the value
 * @param headers reads the headers
 */
record KafkaRecords(MethodHandle timestamp, MethodHandle key, MethodHandle value, MethodHandle headers) {

    /** @param memoryRecords the type of the field {@code records} of Kafka's {@code LogValidator} */
    static KafkaRecords bind(Class<?> memoryRecords) {
        Class<?> record = Handles.sibling(memoryRecords, "Record");
        MethodHandle headers = Handles.method(record, "headers");
        return new KafkaRecords(
                Handles.generic(Handles.method(record, "timestamp")),
                Handles.generic(Handles.method(record, "key")),
                Handles.generic(Handles.method(record, "value")),
                headers.asType(headers.type().changeParameterType(0, Object.class)));
    }

    /** A view that is moved from record to record. */
    final class View implements RecordProxy {
        private Object record = this;
        private int index = -1;

        void next(Object next) {
            record = next;
            index++;
        }

        @Override
        public int batchIndex() {
            return index;
        }

        @Override
        public long timestamp() {
            try {
                return (long) timestamp.invokeExact(record);
            } catch (Throwable e) {
                throw Handles.unchecked(e);
            }
        }

        @Override
        public @Nullable ByteBuffer key() {
            return buffer(key);
        }

        @Override
        public @Nullable ByteBuffer value() {
            return buffer(value);
        }

        private @Nullable ByteBuffer buffer(MethodHandle part) {
            try {
                return (ByteBuffer) part.invokeExact(record);
            } catch (Throwable e) {
                throw Handles.unchecked(e);
            }
        }

        @Override
        public List<Header> headers() {
            try {
                return Arrays.asList((Header[]) headers.invokeExact(record));
            } catch (Throwable e) {
                throw Handles.unchecked(e);
            }
        }
    }
}
