package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.LegacyRecord;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.apache.kafka.storage.internals.log.RecordValidationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Message formats v0 and v1, which clients before 0.11 send and Kafka 3.9 takes. */
class OldFormatsTest {
    private static final Limits LIMITS = new Limits(1 << 20, 4 << 20);
    private static final byte V1 = 1;
    private static final int DECLARED = 300_000_000;

    private final TestRule rule = new TestRule();
    private TestKafka kafka;

    @BeforeEach
    void weave() throws Exception {
        kafka = TestKafka.woven(LIMITS).enforcing(rule);
    }

    static Stream<Arguments> formats() {
        return Stream.of((byte) 0, V1)
                .flatMap(magic -> Stream.of(
                                CompressionType.NONE, CompressionType.GZIP, CompressionType.SNAPPY, CompressionType.LZ4)
                        .map(codec -> Arguments.of(magic, codec)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void append_goodRecords_areSeenAndAppended(byte magic, CompressionType codec) throws Throwable {
        MemoryRecords appended = kafka.append(TestBatches.batch(magic, codec, "a", "b", "c"));

        // without a wrapper, each record of these formats is a batch of its own
        int step = codec == CompressionType.NONE ? 0 : 1;
        assertThat(rule.seen())
                .containsExactly(
                        "0@" + time(magic, 0) + " key-0=a",
                        step + "@" + time(magic, 1) + " key-1=b",
                        2 * step + "@" + time(magic, 2) + " key-2=c");
        assertThat(appended.records()).extracting(Record::offset).containsExactly(1000L, 1001L, 1002L);
    }

    private static long time(byte magic, int record) {
        return magic == 0 ? -1 : TestBatches.TIME + record;
    }

    @ParameterizedTest
    @MethodSource("formats")
    void append_badRecord_isRejected(byte magic, CompressionType codec) {
        Throwable thrown = catchThrowable(() -> kafka.append(TestBatches.batch(magic, codec, "a", "bad")));

        assertThat(((RecordValidationException) thrown).recordErrors())
                .singleElement()
                .satisfies(error -> assertThat(error.batchIndex + " " + error.message)
                        .isEqualTo((codec == CompressionType.NONE ? "0" : "1") + " policy test, rule test: it is bad"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.9.1", "4.0.1", "4.1.2", "4.2.2", "4.4.0"})
    void append_compressedOnOtherKafka_isRejected(String version) throws Throwable {
        try (IsolatedKafka other = new IsolatedKafka(version)) {
            assertThat(other.refusals("gzip-v1 GZIP GZIP"))
                    .singleElement()
                    .satisfies(told -> assertThat(told).contains("1 policy canary, rule canary: refused as expected"));
        }
    }

    @Test
    void append_wrapperThatOnlyDeclaresAHugeRecord_isRefusedAndAllocatesLittle() throws Exception {
        kafka = TestKafka.woven(new Limits(512 << 20, 1 << 30)).enforcing(rule);
        ByteBuffer bomb = wrapper(0, DECLARED, 3);

        long allocated = allocatedBy(bomb);

        assertThat(allocated).isLessThan(8L << 20);
        assertThatThrownBy(() -> kafka.append(MemoryRecords.readableRecords(bomb)))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessage("The batch ends within record 0");
    }

    @Test
    void append_wrapperWithAHugeRecord_isRefusedByTheLimit() throws Exception {
        ByteBuffer bomb = wrapper(0, DECLARED, DECLARED);

        assertThatThrownBy(() -> kafka.append(MemoryRecords.readableRecords(bomb)))
                .isInstanceOf(RecordValidationException.class)
                .hasMessageContaining("record 0: the record is larger than 1048576 bytes after decompression");
    }

    @Test
    void append_wrappedRecordWithAWrongChecksum_isCorruptAsInStockKafka() throws Exception {
        ByteBuffer batch = wrapper(0, 30, 30);

        assertThatThrownBy(() -> kafka.append(MemoryRecords.readableRecords(batch)))
                .isInstanceOf(CorruptRecordException.class);
        assertThat(rule.seen()).isEmpty();
        assertThat(kafka.counters().unreadableBatches()).isOne();
    }

    private long allocatedBy(ByteBuffer batch) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // a first time, so that class loading is not counted
        Throwable first = catchThrowable(() -> kafka.append(MemoryRecords.readableRecords(batch.duplicate())));
        long before = threads.getCurrentThreadAllocatedBytes();
        Throwable second = catchThrowable(() -> kafka.append(MemoryRecords.readableRecords(batch.duplicate())));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(second).hasSameClassAs(first);
        return allocated;
    }

    /** A record of format v1 around a record of which so many bytes are declared and present, all zero but for the format. */
    private static ByteBuffer wrapper(long offset, int declared, int present) throws IOException {
        ByteBufferOutputStream value = new ByteBufferOutputStream(1024);
        try (OutputStream out = Compression.of(CompressionType.GZIP).build().wrapForOutput(value, V1);
                DataOutputStream inner = new DataOutputStream(out)) {
            inner.writeLong(offset);
            inner.writeInt(declared);
            byte[] start = new byte[Math.min(present, 32)];
            if (start.length > 4) {
                start[4] = V1;
            }
            inner.write(start);
            byte[] zeros = new byte[1 << 16];
            for (int left = present - start.length; left > 0; left -= zeros.length) {
                inner.write(zeros, 0, Math.min(left, zeros.length));
            }
        }
        ByteBuffer content = value.buffer().flip();
        int size = LegacyRecord.recordSize(V1, 0, content.remaining());
        ByteBuffer batch = ByteBuffer.allocate(12 + size);
        batch.putLong(0).putInt(size);
        LegacyRecord.write(
                new DataOutputStream(new ByteBufferOutputStream(batch)),
                V1,
                TestBatches.TIME,
                null,
                content,
                CompressionType.GZIP,
                TimestampType.CREATE_TIME);
        return batch.flip();
    }
}
