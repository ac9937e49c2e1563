package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.validator.agent.TestKafka.Append;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
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
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Holds the woven {@code LogValidator} with a rule that accepts everything against the one Kafka ships, on random batches of which
 * many are mutated before they are compressed. What Kafka's consumers could read must be treated alike to the byte; what they could
 * not read may be refused where stock Kafka skips over it, and must never be accepted where stock Kafka refuses it.
 */
class WovenDifferentialTest {
    private static final int BATCHES = 12_000;
    private static final long SEED = 467;
    private static final long TIME = 1_700_000_000_000L;
    private static final CompressionType[] CODECS = CompressionType.values();

    private final Random random = new Random(SEED);

    @Test
    void append_randomBatches_endsAsInStockKafka() throws Exception {
        TestKafka stock = TestKafka.stock();
        TestKafka woven = TestKafka.woven().enforcing(new TestRule());
        int accepted = 0;
        int stricter = 0;
        for (int i = 0; i < BATCHES; i++) {
            CompressionType source = CODECS[random.nextInt(CODECS.length)];
            Append append =
                    Append.of(source).to(random.nextInt(3) == 0 ? CODECS[random.nextInt(CODECS.length)] : source);
            ByteBuffer plain = plainBatch();
            boolean readable = isReadable(plain);
            ByteBuffer batch = compressed(plain, source);

            Outcome expected = outcome(stock, copy(batch), append);
            Outcome actual = outcome(woven, copy(batch), append);

            if (readable || expected.failed()) {
                assertThat(actual.failed())
                        .as("%s: %s instead of %s", i, actual, expected)
                        .isEqualTo(expected.failed());
            }
            if (readable) {
                assertThat(actual).as("batch %s", i).isEqualTo(expected);
            }
            accepted += actual.failed() ? 0 : 1;
            stricter += actual.failed() && !expected.failed() ? 1 : 0;
        }
        // all kinds were met: a generator that makes only one proves nothing
        assertThat(accepted).isBetween(BATCHES / 4, BATCHES * 9 / 10);
        assertThat(stricter).isPositive();
    }

    /** Either the bytes that would be appended, or the kind of failure. */
    private record Outcome(ByteBuffer bytes, Class<?> failure) {
        boolean failed() {
            return failure != null;
        }
    }

    private static Outcome outcome(TestKafka kafka, ByteBuffer batch, Append append) {
        try {
            return new Outcome(
                    kafka.append(MemoryRecords.readableRecords(batch), append).buffer(), null);
        } catch (Throwable e) {
            return new Outcome(null, e.getClass());
        }
    }

    private ByteBuffer plainBatch() {
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
        int records = 1 + random.nextInt(8);
        for (int i = 0; i < records; i++) {
            builder.appendWithOffset(
                    i, TIME + random.nextInt(100_000) - 50_000, someBytes(20), someBytes(30), headers());
        }
        ByteBuffer batch = copy(builder.build().buffer());
        int mutations = random.nextInt(6);
        for (int i = 0; i < mutations; i++) {
            int at = DefaultRecordBatch.RECORD_BATCH_OVERHEAD
                    + random.nextInt(batch.limit() - DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
            batch.put(at, (byte) (random.nextBoolean() ? random.nextInt(256) : batch.get(at) ^ 1 << random.nextInt(8)));
        }
        return batch;
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
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.add(new RecordHeader("h" + i, someBytes(10)));
        }
        return headers.toArray(Header[]::new);
    }

    /** As a consumer reads it. */
    private static boolean isReadable(ByteBuffer plain) {
        ByteBuffer records = plain.duplicate().position(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        int count = plain.getInt(DefaultRecordBatch.RECORDS_COUNT_OFFSET);
        try {
            for (int i = 0; i < count; i++) {
                DefaultRecord.readFrom(records, 0, TIME, 0, null);
            }
            return !records.hasRemaining();
        } catch (InvalidRecordException | IllegalArgumentException | BufferUnderflowException e) {
            return false;
        }
    }

    private static ByteBuffer compressed(ByteBuffer plain, CompressionType codec) throws IOException {
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

    private static ByteBuffer copy(ByteBuffer buffer) {
        return ByteBuffer.allocate(buffer.remaining()).put(buffer.duplicate()).flip();
    }
}
