package io.kafkafips.authorizer.metrics;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long requests take to decide: one in {@value #SAMPLED} is timed, by chance, since two looks at the clock cost a third of a decision.
 * Bucket {@code i} has what took less than 2<sup>i</sup> ns and not less than half of that. Thread-safe; never waits.
 */
public final class Latency {
    static final int SAMPLED = 16;

    /** The last bucket begins at half a second. */
    private static final int BUCKETS = 31;

    private static final int RARELY = SAMPLED - 1;

    private final LongAdder[] buckets = new LongAdder[BUCKETS];
    private final LongAdder sumNanos = new LongAdder();
    private final AtomicLong maxNanos = new AtomicLong();

    public Latency() {
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = new LongAdder();
        }
    }

    /** The time now if this request is to be timed, else zero. */
    public long begin() {
        return (ThreadLocalRandom.current().nextInt() & RARELY) == 0 ? System.nanoTime() | 1 : 0;
    }

    /** Ends what {@link #begin} began. */
    public void end(long begun) {
        if (begun != 0) {
            record(System.nanoTime() - begun);
        }
    }

    void record(long nanos) {
        long taken = Math.max(0, nanos);
        buckets[Math.min(BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(taken))].increment();
        sumNanos.add(taken);
        if (taken > maxNanos.get()) {
            maxNanos.accumulateAndGet(taken, Math::max);
        }
    }

    long timed() {
        long count = 0;
        for (LongAdder bucket : buckets) {
            count += bucket.sum();
        }
        return count;
    }

    double meanNanos() {
        long count = timed();
        return count == 0 ? 0 : (double) sumNanos.sum() / count;
    }

    long maxNanos() {
        return maxNanos.get();
    }

    /** The upper bound of the bucket in which the quantile lies, so at most twice what it is; zero before anything was timed. */
    long quantileNanos(double quantile) {
        long rank = (long) Math.ceil(timed() * quantile);
        long seen = 0;
        for (int i = 0; i < BUCKETS && rank > 0; i++) {
            seen += buckets[i].sum();
            if (seen >= rank) {
                return 1L << i;
            }
        }
        return 0;
    }
}
