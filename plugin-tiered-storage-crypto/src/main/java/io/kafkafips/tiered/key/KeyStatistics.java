package io.kafkafips.tiered.key;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the topic keys' cache and the key service have done since the start. Thread-safe. */
public final class KeyStatistics {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder negatives = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder calls = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final AtomicLong slowestNanos = new AtomicLong();

    void hit() {
        hits.increment();
    }

    void miss() {
        misses.increment();
    }

    void negative() {
        negatives.increment();
    }

    void called(long tookNanos, boolean failed) {
        calls.increment();
        nanos.add(tookNanos);
        slowestNanos.accumulateAndGet(tookNanos, Math::max);
        if (failed) {
            failures.increment();
        }
    }

    /** Uses of a topic key that was at hand. */
    public long hits() {
        return hits.sum();
    }

    /** Uses of a topic key that was not. */
    public long misses() {
        return misses.sum();
    }

    /** Uses that were refused because the key service had refused a moment before. */
    public long negatives() {
        return negatives.sum();
    }

    /** Topic keys that the key service was asked for. */
    public long calls() {
        return calls.sum();
    }

    /** How many of these it did not give. */
    public long failures() {
        return failures.sum();
    }

    /** Time of all calls together. */
    public Duration total() {
        return Duration.ofNanos(nanos.sum());
    }

    /** Mean time of a call. */
    public Duration mean() {
        long count = calls.sum();
        return count == 0 ? Duration.ZERO : Duration.ofNanos(nanos.sum() / count);
    }

    /** Time of the slowest call. */
    public Duration slowest() {
        return Duration.ofNanos(slowestNanos.get());
    }
}
