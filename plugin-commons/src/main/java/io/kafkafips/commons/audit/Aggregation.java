package io.kafkafips.commons.audit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes one line of equal events within a window. Every event is in exactly one line. Holds a bounded number of different ones: the
 * oldest is written before its time when there are more. Not thread-safe.
 */
final class Aggregation {
    private final long windowNanos;
    private final int most;
    private final Output output;
    /** In the order of their windows' starts. */
    private final Map<AuditFacts, Tally> held = new LinkedHashMap<>();

    Aggregation(long windowNanos, int most, Output output) {
        this.windowNanos = windowNanos;
        this.most = most;
        this.output = output;
    }

    /** Where the lines go. */
    interface Output {
        /** So many equal events, the first and the last of them then. */
        void write(AuditFacts facts, long count, long firstMillis, long lastMillis);
    }

    /** What a line will say of the events that are held for it. */
    private static final class Tally {
        final long startNanos;
        long count;
        long firstMillis;
        long lastMillis;

        Tally(long startNanos) {
            this.startNanos = startNanos;
        }

        void add(long timeMillis) {
            // threads that saw events at about the same time may queue them the other way round
            firstMillis = count == 0 ? timeMillis : Math.min(firstMillis, timeMillis);
            lastMillis = count == 0 ? timeMillis : Math.max(lastMillis, timeMillis);
            count++;
        }
    }

    void add(AuditEntry entry, long nowNanos) {
        Tally tally = windowNanos == 0 ? null : held.get(entry.facts());
        if (tally != null) {
            tally.add(entry.timeMillis());
            return;
        }
        boolean atOnce = windowNanos == 0 || entry.facts().urgent();
        if (atOnce) {
            output.write(entry.facts(), 1, entry.timeMillis(), entry.timeMillis());
        }
        if (windowNanos != 0) {
            hold(entry, atOnce, nowNanos);
        }
    }

    private void hold(AuditEntry entry, boolean written, long nowNanos) {
        if (held.size() >= most) {
            writeOldest();
        }
        Tally tally = new Tally(nowNanos);
        held.put(entry.facts(), tally);
        if (!written) {
            tally.add(entry.timeMillis());
        }
    }

    /** Writes those whose window is over. */
    void expire(long nowNanos) {
        while (!held.isEmpty() && nowNanos - held.values().iterator().next().startNanos >= windowNanos) {
            writeOldest();
        }
    }

    /** Writes all. */
    void flush() {
        while (!held.isEmpty()) {
            writeOldest();
        }
    }

    private void writeOldest() {
        Iterator<Map.Entry<AuditFacts, Tally>> oldest = held.entrySet().iterator();
        Map.Entry<AuditFacts, Tally> entry = oldest.next();
        oldest.remove();
        Tally tally = entry.getValue();
        if (tally.count > 0) {
            output.write(entry.getKey(), tally.count, tally.firstMillis, tally.lastMillis);
        }
    }

    int size() {
        return held.size();
    }
}
