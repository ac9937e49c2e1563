package io.kafkafips.validator.agent;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import org.apache.kafka.common.InvalidRecordException;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of compressed batches of message format v0 and v1, which Kafka 3.9 still takes: whether they keep the limits. Such a
 * batch is one record whose value, decompressed, is a row of
 *
 * <pre>
 * entry   = offset size record
 * offset  = 8OCTET
 * size    = 4OCTET          ; of the record, big-endian
 * record  = *OCTET
 * </pre>
 *
 * <p>Kafka's own iterator takes the size at its word. After every entry was seen to be as long as it says, and the row to be within
 * the limits, it can be let loose on the batch: a second decompression, on formats that no client has sent by default since 2017.
 *
 * @param outerRecord reads the record that is the batch
 * @param value reads its value
 * @param magic reads its format
 * @param compressionType reads its codec
 * @param compression makes the codec's builder
 * @param build makes the codec
 * @param open opens a stream that decompresses
 */
record LegacyBatches(
        MethodHandle outerRecord,
        MethodHandle value,
        MethodHandle magic,
        MethodHandle compressionType,
        MethodHandle compression,
        MethodHandle build,
        MethodHandle open) {
    private static final int OFFSET_BYTES = 8;
    private static final int SIZE_BYTES = 4;

    /** @param memoryRecords the type of the field {@code records} of Kafka's {@code LogValidator} */
    static LegacyBatches bind(Class<?> memoryRecords) {
        Class<?> record = Handles.sibling(memoryRecords, "LegacyRecord");
        MethodHandle type = Handles.method(record, "compressionType");
        Class<?> compression = Handles.named(memoryRecords, "org.apache.kafka.common.compress.Compression");
        MethodHandle of = Handles.method(compression, "of", "CompressionType");
        return new LegacyBatches(
                Handles.generic(
                        Handles.method(Handles.sibling(memoryRecords, "AbstractLegacyRecordBatch"), "outerRecord")),
                Handles.generic(Handles.method(record, "value")),
                Handles.generic(Handles.method(record, "magic")),
                Handles.generic(type),
                Handles.generic(of),
                Handles.generic(Handles.method(of.type().returnType(), "build")),
                Handles.generic(Handles.method(compression, "wrapForInput", "ByteBuffer", "byte", "BufferSupplier")));
    }

    /**
     * Refuses a batch that does not keep the limits.
     *
     * @throws LimitExceeded when a record or the batch is larger than allowed
     * @throws InvalidRecordException when it cannot be decompressed, or ends within a record
     */
    void check(Object batch, Object bufferSupplier, Limits limits) {
        int index = 0;
        try (@Nullable InputStream in = open(batch, bufferSupplier)) {
            long bytes = 0;
            while (in != null && in.readNBytes(OFFSET_BYTES).length == OFFSET_BYTES) {
                byte[] sizeField = in.readNBytes(SIZE_BYTES);
                if (sizeField.length < SIZE_BYTES) {
                    return;
                }
                int size = ByteBuffer.wrap(sizeField).getInt();
                if (size < 0) {
                    throw new InvalidRecordException("Record " + index + " of the batch declares " + size + " bytes");
                }
                bytes += OFFSET_BYTES + SIZE_BYTES + (long) size;
                limits.check(index, size, bytes);
                in.skipNBytes(size);
                index++;
            }
        } catch (EOFException e) {
            throw new InvalidRecordException("The batch ends within record " + index);
        } catch (IOException e) {
            throw new InvalidRecordException("The batch cannot be decompressed at record " + index, e);
        }
    }

    private @Nullable InputStream open(Object batch, Object bufferSupplier) {
        try {
            Object record = (Object) outerRecord.invokeExact(batch);
            ByteBuffer content = (ByteBuffer) value.invokeExact(record);
            if (content == null) {
                return null;
            }
            Object type = (Object) compressionType.invokeExact(record);
            Object builder = (Object) compression.invokeExact(type);
            Object codec = (Object) build.invokeExact(builder);
            return (InputStream) open.invokeExact(codec, content, (byte) magic.invokeExact(record), bufferSupplier);
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }
}
