package io.kafkafips.validator.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one topic, policy or principal, or of all. Thread-safe. */
final class BatchCounts implements BatchCountsMXBean, Tally<BatchCounts> {
    private final Map<What, LongAdder> counts = new EnumMap<>(What.class);

    BatchCounts() {
        for (What what : What.values()) {
            counts.put(what, new LongAdder());
        }
    }

    private enum What {
        ACCEPTED_RECORDS,
        ACCEPTED_BATCHES,
        REJECTED_RECORDS,
        REJECTED_BATCHES,
        BATCH_MATES,
        WARNINGS,
        WARNED_BATCHES,
        UNDECIDED,
        DEFERRED,
        OVER_BUDGET,
        UNREADABLE,
        RULE_FAILURE
    }

    void add(Outcome outcome) {
        if (outcome.rejected() == 0) {
            add(What.ACCEPTED_BATCHES, 1);
            add(What.ACCEPTED_RECORDS, outcome.records());
        } else {
            add(What.REJECTED_BATCHES, 1);
            add(What.REJECTED_RECORDS, outcome.rejected());
            add(What.BATCH_MATES, outcome.records() - outcome.rejected());
        }
        if (outcome.warnings() > 0) {
            add(What.WARNED_BATCHES, 1);
            add(What.WARNINGS, outcome.warnings());
        }
        if (outcome.undecided() > 0) {
            add(What.UNDECIDED, outcome.undecided());
        }
    }

    void add(Ending ending) {
        add(
                switch (ending) {
                    case DEFERRED -> What.DEFERRED;
                    case OVER_BUDGET -> What.OVER_BUDGET;
                    case UNREADABLE -> What.UNREADABLE;
                    case RULE_FAILURE -> What.RULE_FAILURE;
                },
                1);
    }

    private void add(What what, long number) {
        adder(what).add(number);
    }

    private LongAdder adder(What what) {
        return Objects.requireNonNull(counts.get(what));
    }

    private long sum(What what) {
        return adder(what).sum();
    }

    @Override
    public long activity() {
        return sum(What.ACCEPTED_BATCHES)
                + sum(What.REJECTED_BATCHES)
                + sum(What.DEFERRED)
                + sum(What.OVER_BUDGET)
                + sum(What.UNREADABLE)
                + sum(What.RULE_FAILURE);
    }

    @Override
    public void absorb(BatchCounts other) {
        for (What what : What.values()) {
            add(what, other.sum(what));
        }
    }

    @Override
    public long getAcceptedRecords() {
        return sum(What.ACCEPTED_RECORDS);
    }

    @Override
    public long getAcceptedBatches() {
        return sum(What.ACCEPTED_BATCHES);
    }

    @Override
    public long getRejectedRecords() {
        return sum(What.REJECTED_RECORDS);
    }

    @Override
    public long getRejectedBatches() {
        return sum(What.REJECTED_BATCHES);
    }

    @Override
    public long getBatchMateRecords() {
        return sum(What.BATCH_MATES);
    }

    @Override
    public long getWarnings() {
        return sum(What.WARNINGS);
    }

    @Override
    public long getWarnedBatches() {
        return sum(What.WARNED_BATCHES);
    }

    @Override
    public long getUndecided() {
        return sum(What.UNDECIDED);
    }

    @Override
    public long getDeferredBatches() {
        return sum(What.DEFERRED);
    }

    @Override
    public long getOverBudgetBatches() {
        return sum(What.OVER_BUDGET);
    }

    @Override
    public long getUnreadableBatches() {
        return sum(What.UNREADABLE);
    }

    @Override
    public long getRuleFailureBatches() {
        return sum(What.RULE_FAILURE);
    }
}
