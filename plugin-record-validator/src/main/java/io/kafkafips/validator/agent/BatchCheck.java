package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.BatchVerdict;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.policy.TopicPolicy;

/** One batch under validation: its policy, what came of it so far, and the time it takes. Belongs to one thread. */
final class BatchCheck {
    private final TopicPolicy policy;
    private final TopicMetadata topic;
    private final TimeBudget budget;
    private final BatchVerdict verdict;
    private final TimeBudget.Watch watch;
    private int lastIndex = -1;
    private boolean ended;

    BatchCheck(TopicPolicy policy, TopicMetadata topic, TimeBudget budget) {
        this.policy = policy;
        this.topic = topic;
        this.budget = budget;
        this.verdict = policy.newVerdict();
        this.watch = budget.start();
    }

    /**
     * Asks the policy about the next record.
     *
     * @throws io.kafkafips.validator.policy.RuleFailure when a rule breaks down
     * @throws io.kafkafips.validator.policy.ValidationDeferred when a rule cannot decide yet
     * @throws BudgetExceeded when the batch takes too long
     */
    void record(RecordProxy record) {
        policy.check(topic, record, verdict);
        lastIndex = record.batchIndex();
        if (watch.isOverrun()) {
            throw overrun();
        }
    }

    /**
     * Notes that no record is left, or that looking at more would tell the producer nothing more.
     *
     * @throws BudgetExceeded when the batch took too long
     */
    void end() {
        if (watch.look()) {
            throw overrun();
        }
        ended = true;
    }

    private BudgetExceeded overrun() {
        return new BudgetExceeded(policy.name(), lastIndex, budget, watch.isMostlyCpuTime());
    }

    /** Whether every record was looked at that had to be. */
    boolean hasEnded() {
        return ended;
    }

    boolean isFull() {
        return verdict.isFull();
    }

    BatchVerdict verdict() {
        return verdict;
    }

    /** Name of the policy. */
    String policy() {
        return policy.name();
    }

    TopicMetadata topic() {
        return topic;
    }
}
