package io.kafkafips.validator.agent;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The idempotent producers that were told to send a batch again, and which batch of theirs has to come first. Kafka takes whatever
 * sequence a producer begins with that it does not know: were a later batch in flight appended, the one that was deferred could never
 * be.
 *
 * <p>A batch is kept for a time, and so many of them: without it the producer is as well off as with a Kafka that has no memory.
 * Thread-safe; of one producer in one partition, Kafka appends one batch at a time.
 */
final class DeferredProducers {
    static final int MOST_PRODUCERS = 10_000;

    /** The default of {@code delivery.timeout.ms}, after which a producer has given the batch up. */
    static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final LongSupplier clock;
    /** The oldest first. */
    private final Map<Producer, Deferred> awaited = new LinkedHashMap<>();

    private volatile boolean isEmpty = true;

    /** @param clock a monotonic clock in nanoseconds */
    DeferredProducers(LongSupplier clock) {
        this.clock = clock;
    }

    /** Whether no producer has to send anything first: most of the time, and told without a lock. */
    boolean isEmpty() {
        return isEmpty;
    }

    /** Whether another batch has to come before this one. When it is the one that has to, the next may follow. */
    synchronized boolean mustWait(TopicPartition partition, ProducerBatch batch) {
        dropExpired();
        Producer producer = new Producer(partition, batch.producerId());
        Deferred first = awaited.get(producer);
        if (first == null) {
            return false;
        }
        if (!first.batch.isOfSameEpoch(batch) || first.batch.equals(batch)) {
            awaited.remove(producer);
            isEmpty = awaited.isEmpty();
            return false;
        }
        // an earlier one may have been refused by Kafka itself, and is sent before all others
        return batch.isAfter(first.batch);
    }

    /** Notes that this batch has to come before those that the producer sends after it. */
    synchronized void await(TopicPartition partition, ProducerBatch batch) {
        dropExpired();
        Producer producer = new Producer(partition, batch.producerId());
        awaited.remove(producer);
        if (batch.isIdempotent() && awaited.size() < MOST_PRODUCERS) {
            awaited.put(producer, new Deferred(batch, clock.getAsLong()));
        }
        isEmpty = awaited.isEmpty();
    }

    private void dropExpired() {
        long now = clock.getAsLong();
        Iterator<Deferred> oldest = awaited.values().iterator();
        while (oldest.hasNext() && now - oldest.next().since > LONGEST_NANOS) {
            oldest.remove();
        }
        isEmpty = awaited.isEmpty();
    }

    private record Producer(TopicPartition partition, long id) {}

    private record Deferred(ProducerBatch batch, long since) {}
}
