package io.kafkafips.commons.audit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The bounded queue between the threads that see events and the writer of a trail; it counts what it cannot take. Thread-safe.
 *
 * <p>The writer looks into it at intervals and never sleeps on it, so that no event pays for waking a thread.
 */
final class AuditQueue {
    private final ArrayBlockingQueue<AuditEntry> entries;
    private final AuditOverflow overflow;
    private final long waitMillis;
    private final LongAdder lostTotal = new LongAdder();
    private final LongAdder takenTotal = new LongAdder();
    private final Object lossLock = new Object();
    private Losses losses = Losses.NONE;
    private volatile boolean closed;
    private volatile boolean failing;
    private volatile boolean waitedInVain;

    AuditQueue(int capacity, AuditOverflow overflow, Duration wait) {
        this.entries = new ArrayBlockingQueue<>(capacity);
        this.overflow = overflow;
        this.waitMillis = wait.toMillis();
    }

    /**
     * Events that were lost.
     *
     * @param count how many
     * @param firstMillis time of the first
     * @param lastMillis time of the last
     */
    record Losses(long count, long firstMillis, long lastMillis) {
        static final Losses NONE = new Losses(0, 0, 0);

        Losses and(long timeMillis) {
            return new Losses(count + 1, count == 0 ? timeMillis : firstMillis, timeMillis);
        }
    }

    /**
     * Takes an event, or counts it as lost.
     *
     * @return whether what it is about may happen: false only for a lost event under {@link AuditOverflow#DENY}
     */
    boolean offer(AuditEntry entry) {
        boolean taken = switch (overflow) {
            case DENY -> !failing && take(entry);
            case DROP -> take(entry);
            case BLOCK -> take(entry) || waitFor(entry);
        };
        if (!taken) {
            lose(entry);
        }
        return taken || overflow != AuditOverflow.DENY;
    }

    private boolean take(AuditEntry entry) {
        // where the writer is gone meanwhile, nobody would take it out again
        boolean taken = !closed && entries.offer(entry) && !(closed && entries.remove(entry));
        if (taken) {
            takenTotal.increment();
        }
        return taken;
    }

    private boolean waitFor(AuditEntry entry) {
        if (waitedInVain || closed) {
            return false;
        }
        try {
            boolean taken = entries.offer(entry, waitMillis, TimeUnit.MILLISECONDS);
            waitedInVain = !taken;
            if (taken) {
                takenTotal.increment();
            }
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void lose(AuditEntry entry) {
        lostTotal.increment();
        synchronized (lossLock) {
            losses = losses.and(entry.timeMillis());
        }
    }

    /** Moves what is queued to the list, at most so many. */
    void drain(List<AuditEntry> to, int most) {
        if (entries.drainTo(to, most) > 0) {
            waitedInVain = false;
        }
    }

    /** What was lost since the last call. */
    Losses takeLosses() {
        synchronized (lossLock) {
            Losses taken = losses;
            losses = Losses.NONE;
            return taken;
        }
    }

    /** Whether the disk takes nothing at present. */
    void setFailing(boolean now) {
        failing = now;
    }

    boolean isFailing() {
        return failing;
    }

    /** From here on everything is lost. */
    void close() {
        closed = true;
    }

    int depth() {
        return entries.size();
    }

    int capacity() {
        return depth() + entries.remainingCapacity();
    }

    long lost() {
        return lostTotal.sum();
    }

    long taken() {
        return takenTotal.sum();
    }
}
