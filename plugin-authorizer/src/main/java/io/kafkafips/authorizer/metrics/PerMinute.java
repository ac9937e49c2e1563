package io.kafkafips.authorizer.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The rate of a number that only grows, computed where it is read: over the time since a reading between half a minute and a minute ago, or
 * since the last one where nobody has read for longer. Costs nothing where the number is counted. Thread-safe.
 */
public final class PerMinute {
    private static final Duration HALF = Duration.ofSeconds(30);
    private static final double MILLIS_PER_MINUTE = 60_000;

    private final LongSupplier total;
    private final InstantSource clock;
    private Reading older;
    private Reading newer;

    /** A rate that begins with zero. */
    public PerMinute(LongSupplier total, InstantSource clock) {
        this.total = total;
        this.clock = clock;
        this.older = new Reading(clock.instant(), total.getAsLong());
        this.newer = older;
    }

    private record Reading(Instant time, long total) {}

    /** The rate now. */
    public synchronized double read() {
        Reading now = new Reading(clock.instant(), total.getAsLong());
        long millis = Duration.between(older.time(), now.time()).toMillis();
        double rate = millis <= 0 ? 0 : (now.total() - older.total()) * MILLIS_PER_MINUTE / millis;
        if (Duration.between(newer.time(), now.time()).compareTo(HALF) >= 0) {
            older = newer;
            newer = now;
        }
        return rate;
    }
}
