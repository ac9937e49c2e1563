package io.kafkafips.validator.agent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;

/** Batches as producers send them. */
final class TestBatches {
    static final long TIME = 1_700_000_000_000L;

    private TestBatches() {}

    /** Records with the keys {@code key-0} and so on, but for values that contain {@code keyless}. */
    static MemoryRecords batch(byte magic, CompressionType codec, String... values) {
        MemoryRecordsBuilder builder = MemoryRecords.builder(
                ByteBuffer.allocate(1024), magic, Compression.of(codec).build(), TimestampType.CREATE_TIME, 0L);
        for (int i = 0; i < values.length; i++) {
            byte[] key = values[i].contains("keyless") ? null : bytes("key-" + i);
            builder.appendWithOffset(i, magic == 0 ? RecordBatch.NO_TIMESTAMP : TIME + i, key, bytes(values[i]));
        }
        return builder.build();
    }

    static MemoryRecords batch(CompressionType codec, String... values) {
        return batch(RecordBatch.CURRENT_MAGIC_VALUE, codec, values);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
