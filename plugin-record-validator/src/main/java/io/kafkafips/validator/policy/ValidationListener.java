package io.kafkafips.validator.policy;

/**
 * Told once of each batch under a policy what came of it, on the thread that appends it: an implementation counts or queues, and waits
 * for nothing. What it throws is not the batch's fault, and does not change what comes of it. Thread-safe.
 */
public interface ValidationListener {
    /** The rules looked at the batch, to its end or until the verdict was full; what they say stands. */
    void concluded(TopicMetadata topic, BatchVerdict verdict);

    /**
     * The batch is refused since it is corrupt, too large, or in a format that is not read.
     *
     * @param reason without payload
     */
    void unreadable(TopicMetadata topic, String reason);

    /** The batch is refused since a rule broke down. */
    void ruleFailure(TopicMetadata topic, RuleFailure failure);

    /** The producer is told to send the batch again. */
    void deferred(TopicMetadata topic, ValidationDeferred deferral);

    /**
     * The producer is told to send the batch again, unseen, since it was told so of an earlier one.
     *
     * @param policy the name of the policy that it is under
     */
    void held(TopicMetadata topic, String policy);

    /**
     * The batch is refused since its validation took too long.
     *
     * @param reason without payload
     */
    void overBudget(TopicMetadata topic, String reason);
}
