package io.kafkafips.validator.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * A named chain of rules for some topics. The first rule that rejects a record ends the chain for that record. Thread-safe as far as
 * its rules are.
 */
public final class TopicPolicy {
    private static final int LONGEST_MESSAGE = 300;
    private static final int ALL_PERCENT = 100;

    /** Of so many batches the rules are timed on one: a look at the clock costs as much as a small rule. */
    public static final int TIMED_ONE_IN = 64;

    private final PolicyDefinition definition;
    private final TopicRule[] rules;
    private final boolean samples;

    /** @param rules those of the definition, configured, in their order */
    TopicPolicy(PolicyDefinition definition, List<TopicRule> rules) {
        this.definition = definition;
        this.rules = rules.toArray(TopicRule[]::new);
        this.samples = rules.stream().anyMatch(rule -> rule.mode() == RuleMode.SAMPLE);
    }

    /**
     * A policy whose rules all reject.
     *
     * @param name for messages
     * @param topics matched against the whole topic name
     * @param rules configured rules in their order; empty exempts the topics
     */
    public TopicPolicy(String name, Pattern topics, List<RecordValidationPolicy> rules) {
        this(
                new PolicyDefinition(name, List.of(topics), List.of(), List.of()),
                rules.stream().map(TopicRule::rejecting).toList());
    }

    public String name() {
        return definition.name();
    }

    /** The rules in their order. */
    public List<TopicRule> rules() {
        return List.of(rules);
    }

    /** The topics that it is for. */
    public TopicPatterns topics() {
        return definition.patterns();
    }

    boolean covers(String topic) {
        return topics().covers(topic);
    }

    /** Whether it takes its topics out of validation. */
    public boolean isExemption() {
        return rules.length == 0;
    }

    /** An empty verdict for a new batch, on those rules that look at this batch. */
    public BatchVerdict newVerdict() {
        return newVerdict(ThreadLocalRandom.current().nextInt(TIMED_ONE_IN) == 0);
    }

    /** @param timed whether the rules are timed on the batch */
    BatchVerdict newVerdict(boolean timed) {
        return new BatchVerdict(name(), samples ? drawn() : rules, timed);
    }

    /** An empty verdict on all rules, those too that look at a share of the batches: for a trial. */
    public BatchVerdict newFullVerdict() {
        return new BatchVerdict(name(), rules, false);
    }

    private TopicRule[] drawn() {
        List<TopicRule> drawn = new ArrayList<>(rules.length);
        for (TopicRule rule : rules) {
            if (rule.mode() != RuleMode.SAMPLE
                    || ThreadLocalRandom.current().nextInt(ALL_PERCENT) < rule.samplePercent()) {
                drawn.add(rule);
            }
        }
        return drawn.toArray(TopicRule[]::new);
    }

    /**
     * Checks one record, and notes in the verdict what came of it.
     *
     * @throws RuleFailure when a rule breaks down
     * @throws ValidationDeferred when a rule cannot decide yet
     */
    public void check(TopicMetadata topic, RecordProxy record, BatchVerdict verdict) {
        TopicRule[] chain = verdict.chain();
        for (int i = 0; i < chain.length; i++) {
            boolean goesOn = verdict.isTimed()
                    ? timed(i, chain[i], topic, record, verdict)
                    : ask(i, chain[i], topic, record, verdict);
            if (!goesOn) {
                return;
            }
        }
        verdict.accept();
    }

    private boolean timed(int position, TopicRule rule, TopicMetadata topic, RecordProxy record, BatchVerdict verdict) {
        long start = System.nanoTime();
        boolean goesOn = ask(position, rule, topic, record, verdict);
        verdict.took(position, System.nanoTime() - start);
        return goesOn;
    }

    /** Whether the next rule of the chain is to be asked. */
    private boolean ask(int position, TopicRule rule, TopicMetadata topic, RecordProxy record, BatchVerdict verdict) {
        try {
            rule.rule().validateRecord(topic, record);
        } catch (InvalidRecordException refusal) {
            if (rule.mode() == RuleMode.REJECT) {
                verdict.reject(position, new RecordViolation(record.batchIndex(), message(rule, refusal)));
                return false;
            }
            verdict.warn(position, record.batchIndex(), message(rule, refusal));
        } catch (RetriableException notYet) {
            if (rule.mode() == RuleMode.REJECT) {
                throw new ValidationDeferred(name(), rule.name(), record.batchIndex(), notYet);
            }
            verdict.undecided(position);
        } catch (Exception | StackOverflowError | LinkageError e) {
            if (rule.mode() == RuleMode.REJECT) {
                throw new RuleFailure(name(), rule.name(), record.batchIndex(), e);
            }
            verdict.undecided(position);
        }
        return true;
    }

    private String message(TopicRule rule, InvalidRecordException refusal) {
        String reason = String.valueOf(refusal.getMessage()).replaceAll("\\p{Cntrl}", " ");
        String shortened = reason.length() <= LONGEST_MESSAGE ? reason : reason.substring(0, LONGEST_MESSAGE) + "...";
        return "policy " + name() + ", rule " + rule.name() + ": " + shortened;
    }

    @Override
    public String toString() {
        String chain = isExemption()
                ? RecordValidatorConfig.NO_RULES
                : rules().stream().map(TopicRule::toString).collect(Collectors.joining(","));
        return name() + "("
                + definition.topics().stream().map(Pattern::pattern).collect(Collectors.joining("|")) + ": " + chain
                + ")";
    }
}
