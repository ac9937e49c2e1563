package io.kafkafips.validator.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecord;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/** A maker of batches as producers send them, and of batches that are not quite that. */
final class RandomBatches {
    private static final long TIME = 1_700_000_000_000L;

    /** What a rule about JSON has something to say on, and what it has not. */
    private static final List<String> JSON_LIKE = List.of(
            "{}",
            "{\"a\":1}",
            "[1,2,3]",
            "\"text\"",
            "-0.5e3",
            "{\"a\":{\"b\":[null]}}",
            " [true] ",
            "{\"a\":\"\\u00e9\"}");

    private final Random random;

    RandomBatches(Random random) {
        this.random = random;
    }

    /** An uncompressed batch of format v2 with arbitrary content, mutated more often than not. */
    ByteBuffer plain() {
        return mutated(build(this::arbitrary, random.nextInt(8) + 1), random.nextInt(6));
    }

    /** An uncompressed batch of format v2 whose values are JSON, nearly JSON or no value, mutated now and then. */
    ByteBuffer plainJson() {
        return mutated(build(this::json, random.nextInt(8) + 1), random.nextInt(4) == 0 ? 1 : 0);
    }

    /** Messages of format v0 or v1. */
    ByteBuffer old(byte magic, CompressionType codec) {
        MemoryRecordsBuilder builder = MemoryRecords.builder(
                ByteBuffer.allocate(4096), magic, Compression.of(codec).build(), TimestampType.CREATE_TIME, 0L);
        for (int i = random.nextInt(4); i >= 0; i--) {
            builder.append(
                    magic == RecordBatch.MAGIC_VALUE_V0 ? RecordBatch.NO_TIMESTAMP : TIME, someBytes(10), json());
        }
        return copy(builder.build().buffer());
    }

    private interface Values {
        byte[] next();
    }

    private ByteBuffer build(Values values, int records) {
        boolean idempotent = random.nextBoolean();
        MemoryRecordsBuilder builder = MemoryRecords.builder(
                ByteBuffer.allocate(4096),
                RecordBatch.CURRENT_MAGIC_VALUE,
                Compression.NONE,
                TimestampType.CREATE_TIME,
                0L,
                TIME,
                idempotent ? 5L : -1L,
                (short) (idempotent ? 1 : -1),
                idempotent ? random.nextInt(1000) : -1,
                idempotent && random.nextBoolean(),
                -1);
        for (int i = 0; i < records; i++) {
            builder.appendWithOffset(
                    i, TIME + random.nextInt(100_000) - 50_000, someBytes(20), values.next(), headers());
        }
        return copy(builder.build().buffer());
    }

    private ByteBuffer mutated(ByteBuffer batch, int mutations) {
        for (int i = 0; i < mutations; i++) {
            int at = DefaultRecordBatch.RECORD_BATCH_OVERHEAD
                    + random.nextInt(batch.limit() - DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
            batch.put(at, (byte) (random.nextBoolean() ? random.nextInt(256) : batch.get(at) ^ 1 << random.nextInt(8)));
        }
        return batch;
    }

    private byte[] arbitrary() {
        return someBytes(30);
    }

    private byte[] json() {
        if (random.nextInt(16) == 0) {
            return someBytes(6);
        }
        byte[] json = JSON_LIKE.get(random.nextInt(JSON_LIKE.size())).getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(12) == 0) {
            json[random.nextInt(json.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return json;
    }

    private byte[] someBytes(int most) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Header[] headers() {
        List<Header> headers = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            headers.add(new RecordHeader("h" + i, someBytes(10)));
        }
        return headers.toArray(Header[]::new);
    }

    /** As a consumer reads it. */
    static boolean isReadable(ByteBuffer plain) {
        return !records(plain).isEmpty();
    }

    /** The records of an uncompressed batch of format v2 as a consumer reads them; empty when it cannot. */
    static List<Record> records(ByteBuffer plain) {
        ByteBuffer records = plain.duplicate().position(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        int count = plain.getInt(DefaultRecordBatch.RECORDS_COUNT_OFFSET);
        List<Record> read = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                read.add(DefaultRecord.readFrom(records, 0, TIME, 0, null));
            }
            return records.hasRemaining() ? List.of() : read;
        } catch (InvalidRecordException | IllegalArgumentException | BufferUnderflowException e) {
            return List.of();
        }
    }

    /** The same batch with its records compressed. */
    static ByteBuffer compressed(ByteBuffer plain, CompressionType codec) throws IOException {
        ByteBufferOutputStream out = new ByteBufferOutputStream(plain.limit() + 512);
        out.write(plain.duplicate().limit(DefaultRecordBatch.RECORD_BATCH_OVERHEAD));
        try (OutputStream compressing =
                Compression.of(codec).build().wrapForOutput(out, RecordBatch.CURRENT_MAGIC_VALUE)) {
            ByteBuffer records = plain.duplicate().position(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
            byte[] bytes = new byte[records.remaining()];
            records.get(bytes);
            compressing.write(bytes);
        }
        ByteBuffer batch = out.buffer().duplicate().flip();
        // length and attributes, where the format has them
        batch.putInt(8, batch.limit() - 12);
        batch.putShort(21, (short) (batch.getShort(21) | codec.id));
        return batch;
    }

    static ByteBuffer copy(ByteBuffer buffer) {
        return ByteBuffer.allocate(buffer.remaining()).put(buffer.duplicate()).flip();
    }
}
