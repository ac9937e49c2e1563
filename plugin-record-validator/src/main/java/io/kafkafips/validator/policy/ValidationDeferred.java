package io.kafkafips.validator.policy;

import org.apache.kafka.common.errors.RetriableException;

/** A rule could not decide yet. The batch is not appended, and the producer is told to send it again. */
public final class ValidationDeferred extends RuntimeException {
    private final String policy;
    private final String rule;
    private final int batchIndex;

    ValidationDeferred(String policy, String rule, int batchIndex, RetriableException cause) {
        super(
                "Record validation policy " + policy + ": the rule " + rule + " cannot decide yet ("
                        + cause.getMessage() + "); the batch is not appended, send it again",
                cause,
                false,
                false);
        this.policy = policy;
        this.rule = rule;
        this.batchIndex = batchIndex;
    }

    /** Name of the policy. */
    public String policy() {
        return policy;
    }

    /** Name of the rule. */
    public String rule() {
        return rule;
    }

    public int batchIndex() {
        return batchIndex;
    }
}
