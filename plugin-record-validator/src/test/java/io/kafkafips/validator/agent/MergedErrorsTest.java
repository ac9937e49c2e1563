package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kafkafips.validator.agent.TestKafka.Append;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import org.apache.kafka.storage.internals.log.RecordValidationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kafka itself has against records reaches the producer together with what a policy has. */
class MergedErrorsTest {
    private static final String OURS = "policy test, rule test: it is bad";
    private static final String KAFKAS =
            "Compacted topic cannot accept message without key in topic partition orders-3";

    private TestKafka kafka;

    @BeforeEach
    void weave() throws Exception {
        kafka = TestKafka.woven().enforcing(new TestRule());
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,NONE",
        "NONE,LZ4",
        "GZIP,GZIP",
        "GZIP,NONE",
        "SNAPPY,SNAPPY",
        "SNAPPY,ZSTD",
        "LZ4,LZ4",
        "LZ4,NONE",
        "ZSTD,ZSTD",
        "ZSTD,GZIP"
    })
    void append_errorsOfBoth_areToldByRecord(CompressionType source, CompressionType target) {
        Throwable thrown = appended(source, target, "keyless", "good", "bad", "keyless bad");

        assertThat(errors(thrown)).containsExactly("0 " + KAFKAS, "2 " + OURS, "3 " + OURS + "; " + KAFKAS);
        assertThat(invalid(thrown))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessage(
                        "Record validation policy test refuses 2 of the 4 records of the batch; see the errors of the"
                                + " single records; Kafka itself refuses 2");
    }

    @ParameterizedTest
    @CsvSource({"NONE,NONE", "NONE,LZ4", "GZIP,GZIP", "ZSTD,NONE"})
    void append_errorsOfKafkaAlone_areKafkas(CompressionType source, CompressionType target) throws Exception {
        Throwable stock = catchThrowable(() ->
                TestKafka.stock().append(TestBatches.batch(source, "keyless", "good"), compacted(source, target)));

        Throwable thrown = appended(source, target, "keyless", "good");

        assertThat(errors(thrown)).isEqualTo(errors(stock));
        assertThat(invalid(thrown))
                .hasSameClassAs(invalid(stock))
                .hasMessage(invalid(stock).getMessage());
    }

    @Test
    void append_manyErrorsOfBoth_areOneHundredInTheOrderOfTheRecords() {
        String[] values = IntStream.range(0, 300)
                .mapToObj(i -> i % 2 == 0 ? "keyless" : "bad")
                .toArray(String[]::new);

        Throwable thrown = appended(CompressionType.LZ4, CompressionType.LZ4, values);

        assertThat(errors(thrown))
                .hasSize(100)
                .startsWith("0 " + KAFKAS, "1 " + OURS)
                .endsWith("98 " + KAFKAS, "99 " + OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.9.1", "4.0.1", "4.1.2", "4.2.2", "4.4.0"})
    void append_otherKafka_mergesToo(String version) throws Throwable {
        try (IsolatedKafka other = new IsolatedKafka(version)) {
            assertThat(other.refusals("none-v1 NONE NONE", "none-v2 NONE NONE", "gzip-v2 GZIP GZIP", "lz4-v2 LZ4 NONE"))
                    .allSatisfy(told -> assertThat(told)
                            .startsWith("InvalidRecordException")
                            .containsPattern(
                                    "0 policy canary, rule canary: refused as expected; Timestamp 1700000000000"
                                            + " .*out of range"));
        }
    }

    private Throwable appended(CompressionType source, CompressionType target, String... values) {
        return catchThrowable(() -> kafka.append(TestBatches.batch(source, values), compacted(source, target)));
    }

    private static Append compacted(CompressionType source, CompressionType target) {
        return new Append(TestKafka.ORDERS, source, target, true, AppendOrigin.CLIENT);
    }

    private static List<String> errors(Throwable thrown) {
        return ((RecordValidationException) thrown)
                .recordErrors().stream()
                        .map(error -> error.batchIndex + " " + error.message)
                        .toList();
    }

    private static Throwable invalid(Throwable thrown) {
        return ((RecordValidationException) thrown).invalidException();
    }
}
