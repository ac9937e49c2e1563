package io.kafkafips.validator.policy;

import java.util.concurrent.atomic.LongAdder;

/** What validation did since the start of the broker. Thread-safe. */
public final class ValidationCounters {
    private final LongAdder validated = new LongAdder();
    private final LongAdder rejectedRecords = new LongAdder();
    private final LongAdder rejectedBatches = new LongAdder();
    private final LongAdder unreadableBatches = new LongAdder();
    private final LongAdder ruleFailures = new LongAdder();
    private final LongAdder deferredBatches = new LongAdder();
    private final LongAdder overrunBatches = new LongAdder();

    /** Counts a batch that was read to its end, or until its verdict was full. */
    public void count(BatchVerdict verdict) {
        validated.add(verdict.records());
        if (verdict.isRejected()) {
            rejectedBatches.increment();
            rejectedRecords.add(verdict.violations().size());
        }
    }

    /** Counts a batch that was refused because it is corrupt, too large, or in a format that is not read. */
    public void countUnreadable() {
        unreadableBatches.increment();
    }

    /** Counts a batch that was refused because a rule broke down. */
    public void countRuleFailure() {
        ruleFailures.increment();
    }

    /** Counts a batch that the producer was told to send again. */
    public void countDeferred() {
        deferredBatches.increment();
    }

    /** Counts a batch that was refused because its validation took too long. */
    public void countOverrun() {
        overrunBatches.increment();
    }

    public long validatedRecords() {
        return validated.sum();
    }

    public long rejectedRecords() {
        return rejectedRecords.sum();
    }

    public long rejectedBatches() {
        return rejectedBatches.sum();
    }

    public long unreadableBatches() {
        return unreadableBatches.sum();
    }

    public long ruleFailures() {
        return ruleFailures.sum();
    }

    public long deferredBatches() {
        return deferredBatches.sum();
    }

    public long overrunBatches() {
        return overrunBatches.sum();
    }
}
