package io.kafkafips.tiered.crypto;

import java.util.concurrent.atomic.LongAdder;

/** What was sealed, opened and refused since the start. Thread-safe. */
public final class SegmentCounters {
    private final LongAdder sealedBytes = new LongAdder();
    private final LongAdder openedBytes = new LongAdder();
    private final LongAdder tagFailures = new LongAdder();
    private final LongAdder truncations = new LongAdder();
    private final LongAdder malformed = new LongAdder();

    /** A chunk was sealed for the first time. */
    public void sealed(int plainBytes) {
        sealedBytes.add(plainBytes);
    }

    void opened(int plainBytes) {
        openedBytes.add(plainBytes);
    }

    void tagFailed() {
        tagFailures.increment();
    }

    /** An object ended before its end. */
    public void truncated() {
        truncations.increment();
    }

    /** A header was not that of this object. */
    public void refusedHeader() {
        malformed.increment();
    }

    public long sealedBytes() {
        return sealedBytes.sum();
    }

    public long openedBytes() {
        return openedBytes.sum();
    }

    public long tagFailures() {
        return tagFailures.sum();
    }

    public long truncations() {
        return truncations.sum();
    }

    public long refusedHeaders() {
        return malformed.sum();
    }
}
