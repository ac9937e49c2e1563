package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.RecordValidatorConfig;

/** Tells that the validation of a batch took longer than it may. */
final class BudgetExceeded extends RuntimeException {
    private final int batchIndex;

    /** @param batchIndex the record after which this was seen */
    BudgetExceeded(String policy, int batchIndex, TimeBudget budget) {
        super(
                "Record validation policy " + policy + ": with record " + batchIndex
                        + " the validation of the batch took longer"
                        + " than " + budget.millis() + " ms (" + RecordValidatorConfig.BATCH_BUDGET_MS_CONFIG
                        + " of the broker); the batch is refused unchecked",
                null,
                false,
                false);
        this.batchIndex = batchIndex;
    }

    int batchIndex() {
        return batchIndex;
    }
}
