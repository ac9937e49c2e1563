package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.RecordValidatorConfig;

/**
 * Tells that the validation of a batch took longer than it may. When most of that was CPU time, it would take as long each time, and
 * the batch is refused for good. Otherwise the producer is told to send it again: a batch that met a pause of the JVM is no worse
 * than others.
 */
final class BudgetExceeded extends RuntimeException {
    private final boolean isForGood;

    /**
     * @param batchIndex the record after which this was seen
     * @param isForGood whether most of the time was CPU time
     */
    BudgetExceeded(String policy, int batchIndex, TimeBudget budget, boolean isForGood) {
        super(
                "Record validation policy " + policy + ": with record " + batchIndex
                        + " the validation of the batch took longer"
                        + " than " + budget.millis() + " ms (" + RecordValidatorConfig.BATCH_BUDGET_MS_CONFIG
                        + " of the broker)"
                        + (isForGood
                                ? ", and most of that was CPU time; the batch is refused"
                                : "; the batch is not appended, send it again"),
                null,
                false,
                false);
        this.isForGood = isForGood;
    }

    boolean isForGood() {
        return isForGood;
    }
}
