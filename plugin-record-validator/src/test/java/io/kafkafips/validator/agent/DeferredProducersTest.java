package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeferredProducersTest {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 3);
    private static final ProducerBatch FIRST = new ProducerBatch(7, (short) 1, 100);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final DeferredProducers deferred = new DeferredProducers(clock::get);

    @ParameterizedTest
    @CsvSource({
        "7, 1, 100, false", // the one that is awaited
        "7, 1, 101, true",
        "7, 1, 99, false", // an earlier one
        "7, 2, 101, false", // a later epoch
        "8, 1, 101, false", // another producer
    })
    void mustWait_otherBatch_asItsSequenceSays(long producerId, short epoch, int sequence, boolean expected) {
        deferred.await(PARTITION, FIRST);

        boolean mustWait = deferred.mustWait(PARTITION, new ProducerBatch(producerId, epoch, sequence));

        assertThat(mustWait).isEqualTo(expected);
    }

    @Test
    void mustWait_otherPartition_no() {
        deferred.await(PARTITION, FIRST);

        boolean mustWait = deferred.mustWait(new TopicPartition("orders", 4), later());

        assertThat(mustWait).isFalse();
    }

    @Test
    void mustWait_sequenceWentOnWithZero_yes() {
        deferred.await(PARTITION, new ProducerBatch(7, (short) 1, Integer.MAX_VALUE - 1));

        boolean mustWait = deferred.mustWait(PARTITION, new ProducerBatch(7, (short) 1, 3));

        assertThat(mustWait).isTrue();
    }

    @Test
    void mustWait_beforeSequenceWentOnWithZero_no() {
        deferred.await(PARTITION, new ProducerBatch(7, (short) 1, 3));

        boolean mustWait = deferred.mustWait(PARTITION, new ProducerBatch(7, (short) 1, Integer.MAX_VALUE - 1));

        assertThat(mustWait).isFalse();
    }

    @Test
    void mustWait_awaitedBatchCame_no() {
        deferred.await(PARTITION, FIRST);
        deferred.mustWait(PARTITION, FIRST);

        boolean mustWait = deferred.mustWait(PARTITION, later());

        assertThat(mustWait).isFalse();
        assertThat(deferred.isEmpty()).isTrue();
    }

    @Test
    void mustWait_otherEpochCame_no() {
        deferred.await(PARTITION, FIRST);
        deferred.mustWait(PARTITION, new ProducerBatch(7, (short) 2, 0));

        boolean mustWait = deferred.mustWait(PARTITION, later());

        assertThat(mustWait).isFalse();
    }

    @Test
    void mustWait_earlierBatchCame_yes() {
        deferred.await(PARTITION, FIRST);
        deferred.mustWait(PARTITION, new ProducerBatch(7, (short) 1, 90));

        boolean mustWait = deferred.mustWait(PARTITION, later());

        assertThat(mustWait).isTrue();
    }

    @Test
    void mustWait_timeJustNotOver_yes() {
        deferred.await(PARTITION, FIRST);
        clock.addAndGet(DeferredProducers.LONGEST_NANOS);

        boolean mustWait = deferred.mustWait(PARTITION, later());

        assertThat(mustWait).isTrue();
    }

    @Test
    void mustWait_timeOver_no() {
        deferred.await(PARTITION, FIRST);
        clock.addAndGet(DeferredProducers.LONGEST_NANOS + 1);

        boolean mustWait = deferred.mustWait(PARTITION, later());

        assertThat(mustWait).isFalse();
        assertThat(deferred.isEmpty()).isTrue();
    }

    @Test
    void await_notIdempotent_isNotKept() {
        deferred.await(PARTITION, new ProducerBatch(-1, (short) -1, -1));

        assertThat(deferred.isEmpty()).isTrue();
    }

    @Test
    void await_full_isNotKept() {
        fill();

        deferred.await(PARTITION, FIRST);

        assertThat(deferred.mustWait(PARTITION, later())).isFalse();
    }

    @Test
    void await_fullOfExpiredOnes_isKept() {
        fill();
        clock.addAndGet(DeferredProducers.LONGEST_NANOS + 1);

        deferred.await(PARTITION, FIRST);

        assertThat(deferred.mustWait(PARTITION, later())).isTrue();
    }

    private void fill() {
        for (int i = 0; i < DeferredProducers.MOST_PRODUCERS; i++) {
            deferred.await(PARTITION, new ProducerBatch(1000 + i, (short) 0, 0));
        }
    }

    private static ProducerBatch later() {
        return new ProducerBatch(7, (short) 1, 105);
    }
}
