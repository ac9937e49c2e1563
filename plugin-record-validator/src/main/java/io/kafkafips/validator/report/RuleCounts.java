package io.kafkafips.validator.report;

import io.kafkafips.validator.policy.BatchVerdict.RuleNote;
import io.kafkafips.validator.policy.BatchVerdict.RuleTime;
import io.kafkafips.validator.policy.RuleMode;
import io.kafkafips.validator.policy.TopicPolicy;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one rule of one policy. Thread-safe. */
final class RuleCounts implements RuleCountsMXBean, Tally<RuleCounts> {
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final LongAdder rejectedRecords = new LongAdder();
    private final LongAdder rejectedBatches = new LongAdder();
    private final LongAdder warnedRecords = new LongAdder();
    private final LongAdder warnedBatches = new LongAdder();
    private final LongAdder undecided = new LongAdder();
    private final LongAdder deferred = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder timedRecords = new LongAdder();
    private final LongAdder timedNanos = new LongAdder();
    private volatile String lastWarning = "";

    void add(RuleNote note) {
        if (note.refused() > 0) {
            boolean rejects = note.rule().mode() == RuleMode.REJECT;
            (rejects ? rejectedRecords : warnedRecords).add(note.refused());
            (rejects ? rejectedBatches : warnedBatches).increment();
            if (!rejects) {
                lastWarning = note.message();
            }
        }
        undecided.add(note.undecided());
    }

    void add(RuleTime time) {
        timedRecords.add(time.records());
        timedNanos.add(time.nanos());
    }

    void deferred() {
        deferred.increment();
    }

    void failed() {
        failures.increment();
    }

    /** What the rule said last in a mode that only warns. */
    String lastWarning() {
        return lastWarning;
    }

    @Override
    public long activity() {
        return rejectedBatches.sum()
                + warnedBatches.sum()
                + undecided.sum()
                + deferred.sum()
                + failures.sum()
                + timedRecords.sum();
    }

    @Override
    public void absorb(RuleCounts other) {
        rejectedRecords.add(other.rejectedRecords.sum());
        rejectedBatches.add(other.rejectedBatches.sum());
        warnedRecords.add(other.warnedRecords.sum());
        warnedBatches.add(other.warnedBatches.sum());
        undecided.add(other.undecided.sum());
        deferred.add(other.deferred.sum());
        failures.add(other.failures.sum());
        timedRecords.add(other.timedRecords.sum());
        timedNanos.add(other.timedNanos.sum());
    }

    @Override
    public long getRejectedRecords() {
        return rejectedRecords.sum();
    }

    @Override
    public long getRejectedBatches() {
        return rejectedBatches.sum();
    }

    @Override
    public long getWarnedRecords() {
        return warnedRecords.sum();
    }

    @Override
    public long getWarnedBatches() {
        return warnedBatches.sum();
    }

    @Override
    public long getUndecidedRecords() {
        return undecided.sum();
    }

    @Override
    public long getDeferredBatches() {
        return deferred.sum();
    }

    @Override
    public long getFailures() {
        return failures.sum();
    }

    @Override
    public long getTimedRecords() {
        return timedRecords.sum();
    }

    @Override
    public double getMeanNanosPerRecord() {
        return (double) timedNanos.sum() / timedRecords.sum();
    }

    @Override
    public double getEstimatedSeconds() {
        return timedNanos.sum() * TopicPolicy.TIMED_ONE_IN / NANOS;
    }
}
