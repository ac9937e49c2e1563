package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.RecordValidatorConfig;

/**
 * Tells that the validation of a batch took longer than it may. The producer is told to send the batch again: the clock does not tell
 * a slow rule from a pause of the JVM, and a batch that met one is no worse than others.
 */
final class BudgetExceeded extends RuntimeException {
    /** @param batchIndex the record after which this was seen */
    BudgetExceeded(String policy, int batchIndex, TimeBudget budget) {
        super(
                "Record validation policy " + policy + ": with record " + batchIndex
                        + " the validation of the batch took longer"
                        + " than " + budget.millis() + " ms (" + RecordValidatorConfig.BATCH_BUDGET_MS_CONFIG
                        + " of the broker); the batch is not appended, send it again",
                null,
                false,
                false);
    }
}
