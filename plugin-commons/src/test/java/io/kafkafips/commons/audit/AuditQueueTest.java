package io.kafkafips.commons.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AuditQueueTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void offer_dropAndFull_goesOnAndCountsTheLoss() {
        AuditQueue queue = full(AuditOverflow.DROP, LONG);

        assertThat(queue.offer(entry(7))).isTrue();
        assertThat(queue.offer(entry(9))).isTrue();

        assertThat(queue.takeLosses()).isEqualTo(new AuditQueue.Losses(2, 7, 9));
        assertThat(queue.takeLosses().count()).isZero();
        assertThat(queue.lost()).isEqualTo(2);
        assertThat(queue.taken()).isEqualTo(2);
    }

    @Test
    void offer_denyAndFull_mayNotHappen() {
        AuditQueue queue = full(AuditOverflow.DENY, LONG);

        assertThat(queue.offer(entry(7))).isFalse();
        assertThat(queue.lost()).isEqualTo(1);
    }

    @Test
    void offer_denyAndDiskFails_mayNotHappenAlthoughThereIsRoom() {
        AuditQueue queue = new AuditQueue(2, AuditOverflow.DENY, LONG);
        queue.setFailing(true);
        assertThat(queue.offer(entry(1))).isFalse();

        queue.setFailing(false);
        assertThat(queue.offer(entry(2))).isTrue();
    }

    @Test
    void offer_blockAndFull_waitsUntilTheWriterTakesSome() {
        AuditQueue queue = full(AuditOverflow.BLOCK, LONG);
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> queue.offer(entry(7)));

        queue.drain(new ArrayList<>(), 1);

        assertThat(waiting.join()).isTrue();
        assertThat(queue.lost()).isZero();
    }

    @Test
    void offer_blockInVain_losesAndLetsTheNextNotWait() {
        AuditQueue queue = full(AuditOverflow.BLOCK, Duration.ofMillis(1));
        assertThat(queue.offer(entry(7))).isTrue();
        assertThat(queue.lost()).isEqualTo(1);

        AuditQueue patient = full(AuditOverflow.BLOCK, Duration.ofMillis(1));
        patient.offer(entry(1));
        List<AuditEntry> drained = new ArrayList<>();
        patient.drain(drained, 2);
        assertThat(drained).hasSize(2);
        assertThat(patient.offer(entry(2))).isTrue();
        assertThat(patient.lost()).isEqualTo(1);
    }

    @Test
    void offer_interruptedWhileWaiting_losesAndStaysInterrupted() {
        AuditQueue queue = full(AuditOverflow.BLOCK, LONG);
        Thread.currentThread().interrupt();

        queue.offer(entry(7));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(queue.lost()).isEqualTo(1);
    }

    @Test
    void offer_closed_isLost() {
        AuditQueue queue = new AuditQueue(2, AuditOverflow.DROP, LONG);
        queue.close();

        queue.offer(entry(7));

        assertThat(queue.lost()).isEqualTo(1);
        assertThat(queue.depth()).isZero();
        assertThat(queue.capacity()).isEqualTo(2);
    }

    private static AuditQueue full(AuditOverflow overflow, Duration wait) {
        AuditQueue queue = new AuditQueue(2, overflow, wait);
        queue.offer(entry(1));
        queue.offer(entry(2));
        return queue;
    }

    private static AuditEntry entry(long time) {
        return new AuditEntry(time, TestFacts.allowed("x"));
    }
}
