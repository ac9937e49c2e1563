package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.BatchVerdict;
import io.kafkafips.validator.policy.RuleFailure;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.policy.ValidationDeferred;
import io.kafkafips.validator.policy.ValidationListener;

/** Counts what it is told of batches, of whatever topic. For one thread. */
final class TestCounters implements ValidationListener {
    private long validatedRecords;
    private long rejectedRecords;
    private long rejectedBatches;
    private long unreadableBatches;
    private long ruleFailures;
    private long deferredBatches;
    private long overrunBatches;

    @Override
    public void concluded(TopicMetadata topic, BatchVerdict verdict) {
        validatedRecords += verdict.records();
        rejectedRecords += verdict.violations().size();
        rejectedBatches += verdict.isRejected() ? 1 : 0;
    }

    @Override
    public void unreadable(TopicMetadata topic, String reason) {
        unreadableBatches++;
    }

    @Override
    public void ruleFailure(TopicMetadata topic, RuleFailure failure) {
        ruleFailures++;
    }

    @Override
    public void deferred(TopicMetadata topic, ValidationDeferred deferral) {
        deferredBatches++;
    }

    @Override
    public void held(TopicMetadata topic, String policy) {
        deferredBatches++;
    }

    @Override
    public void overBudget(TopicMetadata topic, String reason) {
        overrunBatches++;
    }

    long validatedRecords() {
        return validatedRecords;
    }

    long rejectedRecords() {
        return rejectedRecords;
    }

    long rejectedBatches() {
        return rejectedBatches;
    }

    long unreadableBatches() {
        return unreadableBatches;
    }

    long ruleFailures() {
        return ruleFailures;
    }

    long deferredBatches() {
        return deferredBatches;
    }

    long overrunBatches() {
        return overrunBatches;
    }
}
