package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kafkafips.validator.agent.TestKafka.Append;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import org.apache.kafka.storage.internals.log.RecordValidationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WovenLogValidatorTest {
    private static final long TIME = 1_700_000_000_000L;

    private final TestRule rule = new TestRule();
    private TestKafka kafka;

    @BeforeEach
    void weave() throws ClassNotFoundException {
        kafka = TestKafka.woven().enforcing(rule);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void append_badRecordsFromClient_areNamedByIndex(CompressionType codec) {
        Throwable thrown = catchThrowable(() -> kafka.append(batch(codec, "a", "bad", "c", "very bad")));

        assertThat(thrown).isInstanceOf(RecordValidationException.class);
        RecordValidationException rejection = (RecordValidationException) thrown;
        assertThat(rejection.recordErrors())
                .extracting(e -> e.batchIndex + " " + e.message)
                .containsExactly("1 policy test, rule test: it is bad", "3 policy test, rule test: it is bad");
        assertThat(rejection.invalidException())
                .isInstanceOf(InvalidRecordException.class)
                .hasMessage(
                        "Record validation policy test refuses 2 of the 4 records of the batch; see the errors of the"
                                + " single records");
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void append_goodRecords_areSeenWholeByTheRule(CompressionType codec) throws Throwable {
        kafka.append(batch(codec, "a", null));

        assertThat(rule.seen())
                .containsExactly(
                        "0@1700000000000 key-0=a trace:x nothing:null",
                        "1@1700000000001 key-1=null trace:x nothing:null");
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void append_goodRecords_getTheirOffsets(CompressionType codec) throws Throwable {
        MemoryRecords appended = kafka.append(batch(codec, "a", "b"));

        assertThat(appended.records()).extracting(Record::offset).containsExactly(1000L, 1001L);
    }

    @ParameterizedTest
    @EnumSource(value = AppendOrigin.class, names = "CLIENT", mode = EnumSource.Mode.EXCLUDE)
    void append_badRecordsNotFromClient_areNotLookedAt(AppendOrigin origin) throws Throwable {
        kafka.append(
                batch(CompressionType.LZ4, "bad"),
                Append.of(CompressionType.LZ4).as(origin));

        assertThat(rule.seen()).isEmpty();
    }

    @Test
    void append_topicWithoutPolicy_isNotLookedAt() throws Throwable {
        kafka.append(
                batch(CompressionType.NONE, "bad"),
                Append.of(CompressionType.NONE).in("payments"));

        assertThat(rule.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"NONE,GZIP", "GZIP,NONE", "LZ4,ZSTD", "SNAPPY,LZ4"})
    void append_recompressedByTheBroker_keepsTheContent(CompressionType source, CompressionType target)
            throws Throwable {
        MemoryRecords appended =
                kafka.append(batch(source, "a", null, "c"), Append.of(source).to(target));

        assertThat(content(appended)).isEqualTo(content(batch(source, "a", null, "c")));
        assertThat(rule.seen()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"NONE,GZIP", "GZIP,NONE", "LZ4,ZSTD"})
    void append_badRecordThatWouldBeRecompressed_isRejected(CompressionType source, CompressionType target) {
        assertThatThrownBy(() -> kafka.append(
                        batch(source, "a", "bad"), Append.of(source).to(target)))
                .isInstanceOf(RecordValidationException.class);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void append_idempotentTransactionalBatch_keepsItsProducerState(CompressionType codec) throws Throwable {
        MemoryRecords appended = kafka.append(MemoryRecords.withTransactionalRecords(
                Compression.of(codec).build(), 42L, (short) 3, Integer.MAX_VALUE, simple("a"), simple("b")));

        RecordBatch batch = appended.batches().iterator().next();
        assertThat(batch.isTransactional()).isTrue();
        assertThat(List.of(batch.producerId(), (long) batch.producerEpoch(), (long) batch.baseSequence()))
                .containsExactly(42L, 3L, (long) Integer.MAX_VALUE);
        assertThat(rule.seen()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionType.class,
            names = {"NONE", "ZSTD"})
    void append_moreBadRecordsThanOneAnswerHolds_stopsAtOneHundred(CompressionType codec) {
        String[] values = IntStream.range(0, 150).mapToObj(i -> "bad").toArray(String[]::new);

        Throwable thrown = catchThrowable(() -> kafka.append(batch(codec, values)));

        assertThat(((RecordValidationException) thrown).recordErrors()).hasSize(100);
        assertThat(rule.seen()).hasSize(100);
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionType.class,
            names = {"NONE", "GZIP"})
    void append_ruleBreaksDown_failsClosedWithoutPayload(CompressionType codec) {
        Throwable thrown = catchThrowable(() -> kafka.append(batch(codec, "a", "broken")));

        assertThat(thrown).isInstanceOf(RecordValidationException.class);
        assertThat(((RecordValidationException) thrown).recordErrors())
                .singleElement()
                .satisfies(error -> assertThat(error.batchIndex + " " + error.message)
                        .startsWith("1 Record validation policy test: the rule test failed with IllegalStateException")
                        .doesNotContain("secret"));
        assertThat(kafka.counters().ruleFailures()).isOne();
    }

    @Test
    void append_oldFormatUncompressed_isLookedAt() {
        assertThatThrownBy(() -> kafka.append(old(CompressionType.NONE, "bad")))
                .isInstanceOf(RecordValidationException.class);
    }

    @Test
    void append_compactedTopicWithoutKey_getsKafkasOwnError() {
        MemoryRecords noKey = MemoryRecords.withRecords(
                Compression.of(CompressionType.LZ4).build(), new SimpleRecord(TIME, null, new byte[1]));

        assertThatThrownBy(() -> kafka.append(
                        noKey,
                        new Append(
                                TestKafka.ORDERS, CompressionType.LZ4, CompressionType.LZ4, true, AppendOrigin.CLIENT)))
                .isInstanceOf(RecordValidationException.class)
                .satisfies(e -> assertThat(((RecordValidationException) e).recordErrors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.message).contains("Compacted topic cannot accept")));
    }

    @Test
    void append_batches_areCounted() throws Throwable {
        kafka.append(batch(CompressionType.NONE, "a", "b"));
        kafka.append(batch(CompressionType.GZIP, "a"));
        assertThatThrownBy(() -> kafka.append(batch(CompressionType.LZ4, "bad", "b")));

        assertThat(List.of(
                        kafka.counters().validatedRecords(),
                        kafka.counters().rejectedRecords(),
                        kafka.counters().rejectedBatches()))
                .containsExactly(5L, 1L, 1L);
    }

    private static List<String> content(MemoryRecords records) {
        List<String> content = new ArrayList<>();
        records.records()
                .forEach(record -> content.add(record.timestamp() + " " + text(record.key()) + " "
                        + text(record.value()) + " " + List.of(record.headers())));
        return content;
    }

    private static String text(ByteBuffer bytes) {
        return bytes == null ? "null" : StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static SimpleRecord simple(String value) {
        return new SimpleRecord(TIME, bytes("key"), bytes(value));
    }

    private static MemoryRecords batch(CompressionType codec, String... values) {
        MemoryRecordsBuilder builder = MemoryRecords.builder(
                ByteBuffer.allocate(1024),
                RecordBatch.CURRENT_MAGIC_VALUE,
                Compression.of(codec).build(),
                TimestampType.CREATE_TIME,
                0L);
        for (int i = 0; i < values.length; i++) {
            Header[] headers = {new RecordHeader("trace", bytes("x")), new RecordHeader("nothing", (byte[]) null)};
            builder.appendWithOffset(i, TIME + i, bytes("key-" + i), bytes(values[i]), headers);
        }
        return builder.build();
    }

    private static MemoryRecords old(CompressionType codec, String value) {
        MemoryRecordsBuilder builder = MemoryRecords.builder(
                ByteBuffer.allocate(1024),
                RecordBatch.MAGIC_VALUE_V1,
                Compression.of(codec).build(),
                TimestampType.CREATE_TIME,
                0L);
        builder.append(TIME, bytes("key"), bytes(value));
        return builder.build();
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
