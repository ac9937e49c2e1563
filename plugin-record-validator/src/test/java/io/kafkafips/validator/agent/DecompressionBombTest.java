package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.TopicMetadata;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.apache.kafka.storage.internals.log.RecordValidationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecompressionBombTest {
    private static final int DECLARED = 300_000_000;
    private static final long MEGABYTE = 1 << 20;

    private TestKafka kafka;
    private Throwable outcome;

    @BeforeEach
    void weave() throws Throwable {
        kafka = TestKafka.woven(new Limits(512 << 20, 1 << 30)).enforcing(new AcceptAll());
        // warm-up, so that class loading is not counted
        kafka.append(MemoryRecords.readableRecords(batch(CompressionType.ZSTD, 1, 10, 10)));
    }

    @ParameterizedTest
    @EnumSource(value = CompressionType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void append_batchThatOnlyDeclaresAHugeRecord_allocatesLittle(CompressionType codec) throws IOException {
        ByteBuffer bomb = batch(codec, 1, DECLARED, 3);
        assertThat(bomb.limit()).isLessThan(120);

        long allocated = allocatedBy(bomb);

        assertThat(outcome).isInstanceOf(InvalidRecordException.class).hasMessageContaining("ends within record 0");
        assertThat(allocated).isLessThan(8 * MEGABYTE);
    }

    @Test
    void append_smallBatchWithAHugeRecord_isRefusedByTheLimit() throws Exception {
        kafka = TestKafka.woven(new Limits(16 << 20, 64 << 20)).enforcing(new AcceptAll());
        ByteBuffer bomb = batch(CompressionType.ZSTD, 1, DECLARED, DECLARED);

        long allocated = allocatedBy(bomb);

        assertThat(outcome)
                .isInstanceOf(RecordValidationException.class)
                .satisfies(e -> assertThat(((RecordValidationException) e).recordErrors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.batchIndex + " " + error.message)
                                .startsWith("0 the record is larger than 16777216 bytes after decompression"
                                        + " (record.validation.max.record.bytes")));
        assertThat(allocated).isLessThan(8 * MEGABYTE);
    }

    @Test
    void append_smallBatchOfManyLargeRecords_isRefusedByTheLimitOfTheBatch() throws Exception {
        kafka = TestKafka.woven(new Limits(1 << 20, 8 << 20)).enforcing(new AcceptAll());
        ByteBuffer bomb = batch(CompressionType.ZSTD, 100, 1_000_000, 1_000_000);

        allocatedBy(bomb);

        assertThat(outcome)
                .isInstanceOf(RecordValidationException.class)
                .satisfies(e -> assertThat(((RecordValidationException) e).recordErrors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.batchIndex + " " + error.message)
                                .startsWith("8 with this record the batch is larger than 8388608 bytes")));
    }

    @ParameterizedTest
    @EnumSource(value = CompressionType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void append_smallBatchWithMillionsOfHeaders_allocatesLittle(CompressionType codec) throws Exception {
        ByteBuffer bomb = batch(codec, 1, out -> out.write(recordWithHeaders(4_000_000)));

        long allocated = allocatedBy(bomb);

        assertTooManyHeaders();
        // the record itself is of 8 MB, for which the buffer grows in steps
        assertThat(allocated).isLessThan(40 * MEGABYTE);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void append_oneHeaderTooMany_isRefused(CompressionType codec) throws Exception {
        allocatedBy(batch(codec, 1, out -> out.write(recordWithHeaders(10_001))));

        assertTooManyHeaders();
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void append_asManyHeadersAsAllowed_isAppended(CompressionType codec) throws Exception {
        allocatedBy(batch(codec, 1, out -> out.write(recordWithHeaders(10_000))));

        assertThat(outcome).isNull();
    }

    private void assertTooManyHeaders() {
        assertThat(outcome)
                .isInstanceOf(RecordValidationException.class)
                .satisfies(e -> assertThat(((RecordValidationException) e).recordErrors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.batchIndex + " " + error.message)
                                .isEqualTo("0 the record has more than 10000 headers")));
    }

    /** Neither key nor value, and headers with neither name nor value. */
    private static byte[] recordWithHeaders(int count) {
        ByteBuffer fields = ByteBuffer.allocate(16 + 2 * count);
        fields.put((byte) 0).put((byte) 0).put((byte) 0);
        Varint.write(-1, fields);
        Varint.write(-1, fields);
        Varint.write(count, fields);
        for (int i = 0; i < count; i++) {
            Varint.write(0, fields);
            Varint.write(-1, fields);
        }
        fields.flip();
        ByteBuffer record = ByteBuffer.allocate(fields.limit() + 5);
        Varint.write(fields.limit(), record);
        record.put(fields).flip();
        byte[] bytes = new byte[record.limit()];
        record.get(bytes);
        return bytes;
    }

    /** Looks at no content, so that what is allocated is the reader's. */
    private static final class AcceptAll implements RecordValidationPolicy {
        @Override
        public String name() {
            return "accept-all";
        }

        @Override
        public void validateRecord(TopicMetadata topic, RecordProxy record) {}
    }

    private long allocatedBy(ByteBuffer batch) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        outcome = catchThrowable(() -> kafka.append(MemoryRecords.readableRecords(batch)));
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** Records that declare a length; the bytes that are there are zeros but for the fields. */
    private static ByteBuffer batch(CompressionType codec, int count, int declared, int present) throws IOException {
        return batch(codec, count, out -> {
            for (int i = 0; i < count; i++) {
                out.write(record(i, declared, Math.min(present, 32)));
                byte[] zeros = new byte[1 << 16];
                for (int left = present - 32; left > 0; left -= zeros.length) {
                    out.write(zeros, 0, Math.min(left, zeros.length));
                }
            }
        });
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static ByteBuffer batch(CompressionType codec, int count, Content records) throws IOException {
        ByteBufferOutputStream out = new ByteBufferOutputStream(1024);
        ByteBuffer header = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        DefaultRecordBatch.writeHeader(
                header,
                0,
                count - 1,
                header.capacity(),
                RecordBatch.CURRENT_MAGIC_VALUE,
                codec,
                TimestampType.CREATE_TIME,
                0,
                0,
                -1,
                (short) -1,
                -1,
                false,
                false,
                false,
                -1,
                count);
        out.write(header.rewind());
        try (OutputStream compressing =
                Compression.of(codec).build().wrapForOutput(out, RecordBatch.CURRENT_MAGIC_VALUE)) {
            records.writeTo(compressing);
        }
        ByteBuffer batch = out.buffer().duplicate().flip();
        batch.putInt(8, batch.limit() - 12);
        return batch;
    }

    /** Length, attributes, timestamp and offset, no key, and a value up to the last byte: no headers. */
    private static byte[] record(int offset, int declared, int present) {
        ByteBuffer record = ByteBuffer.allocate(64);
        Varint.write(declared, record);
        int start = record.position();
        record.put((byte) 0).put((byte) 0);
        Varint.write(offset, record);
        Varint.write(-1, record);
        int valueSize = declared - (record.position() - start) - 1;
        valueSize -= Varint.sizeOf(valueSize);
        Varint.write(valueSize, record);
        byte[] bytes = new byte[start + present];
        record.flip().get(bytes, 0, Math.min(record.limit(), bytes.length));
        return bytes;
    }
}
