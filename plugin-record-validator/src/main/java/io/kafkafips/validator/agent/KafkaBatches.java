package io.kafkafips.validator.agent;

import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.util.Iterator;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of Kafka's record batches: their header, their decompressed bytes, and the record objects that {@code LogValidator}
 * expects back.
 */
record KafkaBatches(
        MethodHandle magic,
        MethodHandle isCompressed,
        MethodHandle count,
        MethodHandle baseOffset,
        MethodHandle baseTimestamp,
        MethodHandle producerId,
        MethodHandle producerEpoch,
        MethodHandle baseSequence,
        MethodHandle timestampType,
        MethodHandle maxTimestamp,
        MethodHandle inputStream,
        PartialRecordMaker partialRecord,
        MethodHandle fullRecord,
        MethodHandle closeable) {

    /** @param memoryRecords the type of the field {@code records} of Kafka's {@code LogValidator} */
    static KafkaBatches bind(Class<?> memoryRecords) {
        Class<?> any = Handles.sibling(memoryRecords, "RecordBatch");
        Class<?> v2 = Handles.sibling(memoryRecords, "DefaultRecordBatch");
        Class<?> partial = Handles.sibling(memoryRecords, "PartialDefaultRecord");
        Class<?> closeableIterator = Handles.method(any, "streamingIterator", "BufferSupplier")
                .type()
                .returnType();
        return new KafkaBatches(
                Handles.generic(Handles.method(any, "magic")),
                Handles.generic(Handles.method(any, "isCompressed")),
                Handles.generic(Handles.method(any, "countOrNull")),
                Handles.generic(Handles.method(v2, "baseOffset")),
                Handles.generic(Handles.method(v2, "baseTimestamp")),
                Handles.generic(Handles.method(any, "producerId")),
                Handles.generic(Handles.method(any, "producerEpoch")),
                Handles.generic(Handles.method(any, "baseSequence")),
                Handles.generic(Handles.method(v2, "timestampType")),
                Handles.generic(Handles.method(v2, "maxTimestamp")),
                Handles.generic(Handles.method(v2, "recordInputStream", "BufferSupplier")),
                Handles.lambda(
                        PartialRecordMaker.class,
                        partial,
                        Handles.constructor(partial, "int", "byte", "long", "long", "int", "int", "int")),
                Handles.generic(Handles.method(
                        Handles.sibling(memoryRecords, "DefaultRecord"),
                        "readFrom",
                        "ByteBuffer",
                        "long",
                        "long",
                        "int",
                        "Long")),
                Handles.generic(Handles.method(closeableIterator, "wrap", "Iterator")));
    }

    byte magic(Object batch) {
        try {
            return (byte) magic.invokeExact(batch);
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }

    boolean isCompressed(Object batch) {
        try {
            return (boolean) isCompressed.invokeExact(batch);
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }

    /** Which batch it is of its producer, in any format. */
    ProducerBatch producerBatch(Object batch) {
        try {
            return new ProducerBatch(
                    (long) producerId.invokeExact(batch), (short) producerEpoch.invokeExact(batch), (int)
                            baseSequence.invokeExact(batch));
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }

    /** The header of a batch of format v2. */
    BatchHeader header(Object batch) {
        try {
            Object type = (Object) timestampType.invokeExact(batch);
            @Nullable
            Long appendTime =
                    type == TimestampType.LOG_APPEND_TIME ? (Long) (long) maxTimestamp.invokeExact(batch) : null;
            return new BatchHeader(
                    (Integer) count.invokeExact(batch),
                    (long) baseOffset.invokeExact(batch),
                    (long) baseTimestamp.invokeExact(batch),
                    (int) baseSequence.invokeExact(batch),
                    appendTime);
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }

    /** The decompressed records of a batch of format v2. */
    InputStream open(Object batch, Object bufferSupplier) {
        try {
            return (InputStream) inputStream.invokeExact(batch, bufferSupplier);
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }

    /** The record object of Kafka that knows the sizes of key and value only. */
    Object partialRecord(RecordBody record, BatchHeader header) {
        return partialRecord.make(
                record.sizeInBytes(),
                record.attributes(),
                header.offset(record.offsetDelta()),
                record.timestamp(),
                header.sequence(record.offsetDelta()),
                record.keySize(),
                record.valueSize());
    }

    /** The record object of Kafka with its content, on a copy of its own. */
    Object fullRecord(RecordBody record, BatchHeader header) {
        try {
            return (Object) fullRecord.invokeExact(
                    record.copy(),
                    header.baseOffset(),
                    header.baseTimestamp(),
                    header.baseSequence(),
                    header.logAppendTime());
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }

    /** As Kafka's own closeable iterator. */
    Object closeable(Iterator<?> iterator) {
        try {
            return (Object) closeable.invokeExact(iterator);
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }
}
