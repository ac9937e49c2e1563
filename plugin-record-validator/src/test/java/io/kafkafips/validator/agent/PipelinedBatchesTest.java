package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kafkafips.validator.agent.TestKafka.Append;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.TopicMetadata;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.storage.internals.log.RecordValidationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches that an idempotent producer has in flight behind one whose validation is put off. */
class PipelinedBatchesTest {
    private static final long NOT_IDEMPOTENT = -1;

    private final AtomicBoolean schemaIsThere = new AtomicBoolean();
    private final AtomicLong clock = new AtomicLong();
    private TestKafka kafka;

    @BeforeEach
    void weave() throws Exception {
        kafka = TestKafka.woven().enforcing(new Schemas());
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void append_behindADeferredBatch_isHeldBack(CompressionType codec) {
        assertThat(append(codec, 5, 0, 0, "new schema")).isInstanceOf(RecordValidationException.class);

        Throwable thrown = append(codec, 5, 0, 1, "valid");

        assertHeld(thrown);
        assertThat(kafka.counters().deferredBatches()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void append_onceTheDeferredBatchCame_isAppended(CompressionType codec) {
        append(codec, 5, 0, 0, "new schema");
        append(codec, 5, 0, 1, "valid");
        schemaIsThere.set(true);

        Throwable first = append(codec, 5, 0, 0, "new schema");
        Throwable second = append(codec, 5, 0, 1, "valid");

        assertThat(first).isNull();
        assertThat(second).isNull();
    }

    @Test
    void append_deferredBatchIsStillDeferred_isHeldBackStill() {
        append(CompressionType.LZ4, 5, 0, 0, "new schema");
        append(CompressionType.LZ4, 5, 0, 0, "new schema");

        Throwable thrown = append(CompressionType.LZ4, 5, 0, 1, "valid");

        assertHeld(thrown);
    }

    @Test
    void append_deferredBatchIsRefusedInTheEnd_isAppended() {
        append(CompressionType.NONE, 5, 0, 0, "new schema", "bad");
        schemaIsThere.set(true);
        Throwable refusal = append(CompressionType.NONE, 5, 0, 0, "new schema", "bad");

        Throwable thrown = append(CompressionType.NONE, 5, 0, 2, "valid");

        assertThat(((RecordValidationException) refusal).recordErrors()).hasSize(1);
        assertThat(thrown).isNull();
    }

    @Test
    void append_behindABatchOverBudget_isHeldBack() {
        kafka.gate().limitTime(new TimeBudget(10_000_000, clock::get, () -> 0));
        append(CompressionType.ZSTD, 5, 0, 0, "slow");

        Throwable thrown = append(CompressionType.ZSTD, 5, 0, 1, "valid");

        assertHeld(thrown);
    }

    @Test
    void append_nextEpoch_isAppended() {
        append(CompressionType.GZIP, 5, 0, 0, "new schema");

        Throwable thrown = append(CompressionType.GZIP, 5, 1, 0, "valid");

        assertThat(thrown).isNull();
    }

    @Test
    void append_otherProducer_isAppended() {
        append(CompressionType.NONE, 5, 0, 0, "new schema");

        Throwable thrown = append(CompressionType.NONE, 6, 0, 1, "valid");

        assertThat(thrown).isNull();
    }

    @Test
    void append_notIdempotent_isAppended() {
        append(CompressionType.NONE, NOT_IDEMPOTENT, -1, -1, "new schema");

        Throwable thrown = append(CompressionType.NONE, NOT_IDEMPOTENT, -1, -1, "valid");

        assertThat(thrown).isNull();
    }

    @Test
    void append_afterOneWasHeldBack_noBatchIsOpen() {
        append(CompressionType.NONE, 5, 0, 0, "new schema");
        append(CompressionType.NONE, 5, 0, 1, "valid");

        assertThatCode(() -> kafka.append(TestBatches.batch(CompressionType.NONE, "valid")))
                .doesNotThrowAnyException();
    }

    private Throwable append(CompressionType codec, long producer, int epoch, int sequence, String... values) {
        SimpleRecord[] records = new SimpleRecord[values.length];
        for (int i = 0; i < values.length; i++) {
            records[i] = new SimpleRecord(TestBatches.TIME, values[i].getBytes(StandardCharsets.UTF_8));
        }
        Compression compression = Compression.of(codec).build();
        MemoryRecords batch = producer == NOT_IDEMPOTENT
                ? MemoryRecords.withRecords(compression, records)
                : MemoryRecords.withIdempotentRecords(compression, producer, (short) epoch, sequence, records);
        return catchThrowable(() -> kafka.append(batch, Append.of(codec)));
    }

    private static void assertHeld(Throwable thrown) {
        assertThat(thrown).isInstanceOf(RecordValidationException.class);
        RecordValidationException rejection = (RecordValidationException) thrown;
        assertThat(rejection.recordErrors()).isEmpty();
        assertThat(rejection.invalidException())
                .isInstanceOf(NotEnoughReplicasException.class)
                .hasMessage("Record validation policy test: an earlier batch of this producer has to come first; the"
                        + " batch is not appended, send it again");
    }

    /** Cannot decide on values of a new schema before it is there. */
    private final class Schemas implements RecordValidationPolicy {
        @Override
        public String name() {
            return "schemas";
        }

        @Override
        public void validateRecord(TopicMetadata topic, RecordProxy record) {
            String value = StandardCharsets.UTF_8.decode(record.value()).toString();
            switch (value) {
                case "new schema" -> {
                    if (!schemaIsThere.get()) {
                        throw new RetriableException("schema 7 is being fetched") {};
                    }
                }
                case "slow" -> clock.addAndGet(10_000_001);
                case "bad" -> throw new InvalidRecordException("it is bad");
                default -> {}
            }
        }
    }
}
