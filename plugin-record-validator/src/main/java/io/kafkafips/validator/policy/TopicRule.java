package io.kafkafips.validator.policy;

/**
 * A rule in its place.
 *
 * @param name in errors, metrics and audit
 * @param mode what follows from a refusal
 * @param samplePercent share of the batches that {@link RuleMode#SAMPLE} looks at
 * @param rule configured
 */
public record TopicRule(String name, RuleMode mode, int samplePercent, RecordValidationPolicy rule) {
    static TopicRule rejecting(RecordValidationPolicy rule) {
        return new TopicRule(rule.name(), RuleMode.REJECT, 100, rule);
    }

    @Override
    public String toString() {
        return switch (mode) {
            case REJECT -> name;
            case WARN -> name + " (warn)";
            case SAMPLE -> name + " (sample " + samplePercent + " %)";
        };
    }
}
