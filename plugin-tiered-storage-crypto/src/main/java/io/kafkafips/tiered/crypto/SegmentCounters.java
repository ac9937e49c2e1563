package io.kafkafips.tiered.crypto;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What was sealed, opened, refused, copied and deleted since the start. Thread-safe. */
public final class SegmentCounters {
    private final LongAdder sealedBytes = new LongAdder();
    private final LongAdder openedBytes = new LongAdder();
    private final LongAdder tagFailures = new LongAdder();
    private final LongAdder truncations = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder copies = new LongAdder();
    private final LongAdder copiesInFlight = new LongAdder();
    private final Map<CopyFailure, LongAdder> failedCopies = new EnumMap<>(CopyFailure.class);
    private final LongAdder deletions = new LongAdder();
    private final LongAdder failedDeletions = new LongAdder();
    private final LongAdder spoolFallbacks = new LongAdder();
    private final LongAdder spooledCopies = new LongAdder();
    private final LongAdder spoolFailures = new LongAdder();

    /** Where the copy of a segment failed. */
    public enum CopyFailure {
        /** No key was to be had. */
        KEY,
        /** The segment's files, their encryption, or its mark in Kafka's metadata. */
        SEGMENT,
        /** The delegate, or the spool before it. */
        STORAGE
    }

    public SegmentCounters() {
        for (CopyFailure reason : CopyFailure.values()) {
            failedCopies.put(reason, new LongAdder());
        }
    }

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

    /** A copy begins. */
    public void copyBegins() {
        copiesInFlight.increment();
    }

    /** A copy that had begun has ended; {@code null} when it is stored. */
    public void copyEnds(@Nullable CopyFailure failure) {
        copiesInFlight.decrement();
        Objects.requireNonNull(failure == null ? copies : failedCopies.get(failure))
                .increment();
    }

    /** A segment was deleted, or could not be. */
    public void deletion(boolean done) {
        (done ? deletions : failedDeletions).increment();
    }

    /** The delegate insisted on files, and the copy was repeated through the spool. */
    public void spoolFallback() {
        spoolFallbacks.increment();
    }

    /** A segment was written to the spool. */
    public void spooled() {
        spooledCopies.increment();
    }

    /** The spool could not be written. */
    public void spoolFailed() {
        spoolFailures.increment();
    }

    public long copies() {
        return copies.sum();
    }

    public long copiesInFlight() {
        return copiesInFlight.sum();
    }

    public long failedCopies(CopyFailure reason) {
        return Objects.requireNonNull(failedCopies.get(reason)).sum();
    }

    public long deletions() {
        return deletions.sum();
    }

    public long failedDeletions() {
        return failedDeletions.sum();
    }

    public long spoolFallbacks() {
        return spoolFallbacks.sum();
    }

    public long spooledCopies() {
        return spooledCopies.sum();
    }

    public long spoolFailures() {
        return spoolFailures.sum();
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
