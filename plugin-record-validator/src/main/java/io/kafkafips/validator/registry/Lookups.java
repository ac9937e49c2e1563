package io.kafkafips.validator.registry;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The lookups under way: one of each id, bounded in number and, for ids that were not asked for before, in rate. Whoever begins one goes
 * on at once. Thread-safe, without locks.
 */
final class Lookups {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int most;
    private final long interval;
    private final Executor executor;
    private final LongSupplier nanos;
    private final Set<SchemaId> underWay = ConcurrentHashMap.newKeySet();
    private final LongAdder turnedAway = new LongAdder();

    /** When the next one would be due, were they evenly spread (GCRA); a second's worth may come at once. */
    private final AtomicLong due;

    Lookups(RegistryConfig.Limits limits, Executor executor, LongSupplier nanos) {
        this.most = limits.maxLookups();
        this.interval = SECOND / limits.lookupsPerSecond();
        this.executor = executor;
        this.nanos = nanos;
        this.due = new AtomicLong(nanos.getAsLong());
    }

    /** Begins a lookup that a record asked for, unless that of the same id is under way, or there are too many. */
    void begin(SchemaId id, Runnable lookup) {
        if (!underWay.contains(id)) {
            if (underWay.size() < most && mayGo()) {
                refresh(id, lookup);
            } else {
                turnedAway.increment();
            }
        }
    }

    /** The same for what is in the cache, of which there is a bounded number. */
    void refresh(SchemaId id, Runnable lookup) {
        if (underWay.size() < most && underWay.add(id)) {
            try {
                executor.execute(() -> {
                    try {
                        lookup.run();
                    } finally {
                        underWay.remove(id);
                    }
                });
            } catch (RejectedExecutionException e) {
                // closed
                underWay.remove(id);
            }
        }
    }

    private boolean mayGo() {
        long now = nanos.getAsLong();
        while (true) {
            long old = due.get();
            long next = (old - now > 0 ? old : now) + interval;
            if (next - now > SECOND) {
                return false;
            }
            if (due.compareAndSet(old, next)) {
                return true;
            }
        }
    }

    int underWay() {
        return underWay.size();
    }

    long turnedAway() {
        return turnedAway.sum();
    }
}
