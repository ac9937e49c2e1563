package io.kafkafips.validator.policy;

/**
 * A rule that broke down instead of deciding. The batch is refused: what could not be checked is not appended. The message names the
 * rule and the kind of failure only, since the failure's own message may hold payload.
 */
public final class RuleFailure extends RuntimeException {
    private final String policy;
    private final String rule;
    private final int batchIndex;

    RuleFailure(String policy, String rule, int batchIndex, Throwable cause) {
        super(
                "Record validation policy " + policy + ": the rule " + rule + " failed with "
                        + cause.getClass().getSimpleName() + "; the batch is refused unchecked",
                cause);
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
