package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.TopicMetadata;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.storage.internals.log.RecordValidationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches whose validation does not come to its end: the rule cannot decide yet, or takes too long. */
class UndecidedBatchTest {
    private final AtomicLong clock = new AtomicLong();
    private final AtomicLong cpuClock = new AtomicLong(77);
    private TestKafka kafka;

    @BeforeEach
    void weave() throws Exception {
        kafka = TestKafka.woven();
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void append_ruleCannotDecideYet_isRetriableAndNotAppended(CompressionType codec) {
        kafka.enforcing(rule(value -> {
            if (value == 'l') {
                throw new RetriableException("schema 7 is being fetched") {};
            }
        }));

        Throwable thrown = catchThrowable(() -> kafka.append(TestBatches.batch(codec, "a", "later", "c")));

        assertThat(thrown).isInstanceOf(RecordValidationException.class);
        RecordValidationException rejection = (RecordValidationException) thrown;
        assertThat(rejection.recordErrors()).isEmpty();
        assertThat(rejection.invalidException())
                .isInstanceOf(NotEnoughReplicasException.class)
                .hasMessage(
                        "Record validation policy test: the rule timed cannot decide yet (schema 7 is being fetched);"
                                + " the batch is not appended, send it again");
        assertThat(Errors.forException(rejection.invalidException()).exception())
                .isInstanceOf(RetriableException.class);
        assertThat(kafka.counters().deferredBatches()).isOne();
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void append_lastRecordOverrunsTheBudget_isRefused(CompressionType codec) {
        budgetOf10Millis(value -> clock.addAndGet(value == 's' ? 10_000_001L : 0));

        Throwable thrown = catchThrowable(() -> kafka.append(TestBatches.batch(codec, "a", "b", "slow")));

        assertRefused(thrown, 2);
    }

    @Test
    void append_eachRecordIsSlow_isRefusedWhereTheBudgetEnds() {
        budgetOf10Millis(value -> clock.addAndGet(3_000_000));

        Throwable thrown = catchThrowable(() -> kafka.append(TestBatches.batch(
                CompressionType.NONE, Collections.nCopies(10, "r").toArray(String[]::new))));

        assertRefused(thrown, 3);
    }

    @Test
    void append_manyFastRecordsBeforeASlowOne_isRefusedAtTheEndAtLatest() {
        budgetOf10Millis(value -> clock.addAndGet(value == 's' ? 20_000_000 : 100));
        String[] values = Collections.nCopies(500, "f").toArray(String[]::new);
        values[400] = "s";

        Throwable thrown = catchThrowable(() -> kafka.append(TestBatches.batch(CompressionType.LZ4, values)));

        assertThat(((RecordValidationException) thrown).invalidException())
                .isInstanceOf(NotEnoughReplicasException.class)
                .hasMessageMatching(".*: with record 4([012]\\d|3[01]) the validation of the batch took longer.*");
    }

    @Test
    void append_budgetJustKept_isAppended() throws Throwable {
        budgetOf10Millis(value -> clock.addAndGet(5_000_000));

        kafka.append(TestBatches.batch(CompressionType.GZIP, "a", "b"));

        assertThat(kafka.counters().overrunBatches()).isZero();
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void append_overrunIsHalfCpuTime_isRefusedForGood(CompressionType codec) {
        budgetOf10Millis(value -> {
            clock.addAndGet(8_000_000);
            cpuClock.addAndGet(4_000_000);
        });

        Throwable thrown = catchThrowable(() -> kafka.append(TestBatches.batch(codec, "a", "b", "c")));

        assertThat(thrown).isInstanceOf(RecordValidationException.class);
        RecordValidationException rejection = (RecordValidationException) thrown;
        assertThat(rejection.invalidException())
                .isInstanceOf(InvalidRecordException.class)
                .hasMessage("Record validation policy test: with record 1 the validation of the batch took longer than"
                        + " 10 ms (record.validation.batch.budget.ms of the broker), and most of that was CPU time;"
                        + " the batch is refused");
        assertThat(rejection.recordErrors()).isEmpty();
        assertThat(kafka.counters().overrunBatches()).isOne();
    }

    @Test
    void append_overrunIsLessThanHalfCpuTime_isRetriable() {
        budgetOf10Millis(value -> {
            clock.addAndGet(value == 's' ? 10_000_002 : 0);
            cpuClock.addAndGet(value == 's' ? 5_000_000 : 0);
        });

        Throwable thrown = catchThrowable(() -> kafka.append(TestBatches.batch(CompressionType.NONE, "a", "b", "s")));

        assertRefused(thrown, 2);
    }

    private void budgetOf10Millis(Timed work) {
        kafka.enforcing(rule(work)).gate().limitTime(new TimeBudget(10_000_000, clock::get, cpuClock::get));
    }

    private void assertRefused(Throwable thrown, int record) {
        assertThat(thrown).isInstanceOf(RecordValidationException.class);
        RecordValidationException rejection = (RecordValidationException) thrown;
        assertThat(rejection.invalidException())
                .isInstanceOf(NotEnoughReplicasException.class)
                .hasMessage("Record validation policy test: with record " + record + " the validation of the batch took"
                        + " longer than 10 ms (record.validation.batch.budget.ms of the broker); the batch is not"
                        + " appended, send it again");
        assertThat(rejection.recordErrors()).isEmpty();
        assertThat(kafka.counters().overrunBatches()).isOne();
    }

    private interface Timed {
        void look(int firstOctet);
    }

    private static RecordValidationPolicy rule(Timed work) {
        return new RecordValidationPolicy() {
            @Override
            public String name() {
                return "timed";
            }

            @Override
            public void validateRecord(TopicMetadata topic, RecordProxy record) {
                work.look(record.value().get());
            }
        };
    }
}
