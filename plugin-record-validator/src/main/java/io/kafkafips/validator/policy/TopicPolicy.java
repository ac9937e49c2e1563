package io.kafkafips.validator.policy;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.InvalidRecordException;

/**
 * A named chain of rules for the topics that match a pattern. The first rule that refuses a record ends the chain for that record.
 * Thread-safe as far as its rules are.
 */
public final class TopicPolicy {
    private static final int LONGEST_MESSAGE = 300;

    private final String name;
    private final Pattern topics;
    private final List<RecordValidationPolicy> rules;

    /**
     * @param name as in {@code record.validation.policies}
     * @param topics matched against the whole topic name
     * @param rules configured rules in their order; empty exempts the topics
     */
    public TopicPolicy(String name, Pattern topics, List<RecordValidationPolicy> rules) {
        this.name = name;
        this.topics = topics;
        this.rules = List.copyOf(rules);
    }

    boolean covers(String topic) {
        return topics.matcher(topic).matches();
    }

    boolean isExemption() {
        return rules.isEmpty();
    }

    List<RecordValidationPolicy> rules() {
        return rules;
    }

    /** An empty verdict for a new batch. */
    public BatchVerdict newVerdict() {
        return new BatchVerdict(name);
    }

    /**
     * Checks one record, and notes in the verdict what came of it.
     *
     * @throws RuleFailure when a rule breaks down
     */
    public void check(TopicMetadata topic, RecordProxy record, BatchVerdict verdict) {
        for (RecordValidationPolicy rule : rules) {
            try {
                rule.validateRecord(topic, record);
            } catch (InvalidRecordException refusal) {
                verdict.reject(new RecordViolation(record.batchIndex(), message(rule, refusal)));
                return;
            } catch (Exception | StackOverflowError | LinkageError e) {
                throw new RuleFailure(name, rule.name(), record.batchIndex(), e);
            }
        }
        verdict.accept();
    }

    private String message(RecordValidationPolicy rule, InvalidRecordException refusal) {
        String reason = String.valueOf(refusal.getMessage()).replaceAll("\\p{Cntrl}", " ");
        String shortened = reason.length() <= LONGEST_MESSAGE ? reason : reason.substring(0, LONGEST_MESSAGE) + "...";
        return "policy " + name + ", rule " + rule.name() + ": " + shortened;
    }

    @Override
    public String toString() {
        String chain = rules.isEmpty()
                ? RecordValidatorConfig.NO_RULES
                : String.join(
                        ",", rules.stream().map(RecordValidationPolicy::name).toList());
        return name + "(" + topics + ": " + chain + ")";
    }
}
