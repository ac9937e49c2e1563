package io.kafkafips.cli.validate;

import io.kafkafips.validator.policy.TopicPolicy;
import io.kafkafips.validator.policy.TopicRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A policy on trial: counts what it says, and keeps a few examples of it. Its size does not grow with the records. For one thread. */
final class Trial {
    private final TopicPolicy policy;
    private final String topic;
    private final Patience patience;
    private final Limits limits;
    private final Map<Outcome, Long> records = new EnumMap<>(Outcome.class);
    private final Map<String, Map<Outcome, Long>> byRule = new LinkedHashMap<>();
    private final List<Example> examples = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private long count;

    Trial(TopicPolicy policy, String topic, Patience patience, Limits limits) {
        this.policy = policy;
        this.topic = topic;
        this.patience = patience;
        this.limits = limits;
        policy.rules().forEach(rule -> byRule.put(rule.name(), new EnumMap<>(Outcome.class)));
    }

    /**
     * What to keep of the records.
     *
     * @param examples of each rule and outcome
     * @param explained records whose answers are all kept, from the first
     */
    record Limits(int examples, int explained) {}

    /** A record that a rule has something to say of. */
    record Example(Sample sample, Remark remark) {}

    /** What a rule said of a record that is explained. */
    record Answer(Sample sample, TopicRule rule, String said) {}

    void take(Sample sample) {
        Opinion opinion = Opinion.of(policy, topic, sample, patience);
        count++;
        records.merge(opinion.outcome(), 1L, Long::sum);
        for (Remark remark : opinion.remarks()) {
            long before = byRule.computeIfAbsent(remark.rule(), rule -> new EnumMap<>(Outcome.class))
                    .merge(remark.outcome(), 1L, Long::sum);
            if (before <= limits.examples()) {
                examples.add(new Example(sample, remark));
            }
        }
        if (count <= limits.explained()) {
            explain(sample, opinion);
        }
    }

    private void explain(Sample sample, Opinion opinion) {
        boolean ended = false;
        for (TopicRule rule : policy.rules()) {
            Remark remark = opinion.remarks().stream()
                    .filter(candidate -> candidate.rule().equals(rule.name()))
                    .findFirst()
                    .orElse(null);
            String said =
                    remark == null ? Outcome.ACCEPTED.words() : remark.outcome().words() + ": " + remark.message();
            answers.add(new Answer(sample, rule, ended ? "not asked" : said));
            ended = ended || (remark != null && keepsOut(remark.outcome()) && remark.outcome() == opinion.outcome());
        }
    }

    private static boolean keepsOut(Outcome outcome) {
        return outcome == Outcome.REJECTED || outcome == Outcome.UNDECIDED;
    }

    TopicPolicy policy() {
        return policy;
    }

    long records() {
        return count;
    }

    long records(Outcome outcome) {
        return records.getOrDefault(outcome, 0L);
    }

    long of(TopicRule rule, Outcome outcome) {
        return byRule.getOrDefault(rule.name(), Map.of()).getOrDefault(outcome, 0L);
    }

    List<Example> examples() {
        return List.copyOf(examples);
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }
}
