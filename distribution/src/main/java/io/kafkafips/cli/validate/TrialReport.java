package io.kafkafips.cli.validate;

import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.Table;
import io.kafkafips.cli.validate.Trial.Answer;
import io.kafkafips.cli.validate.Trial.Example;
import io.kafkafips.validator.policy.PolicySet;
import io.kafkafips.validator.policy.RuleMode;
import io.kafkafips.validator.policy.TopicPatterns;
import io.kafkafips.validator.policy.TopicPolicy;
import io.kafkafips.validator.policy.TopicRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code validate} has to say, put into tables. Stateless. */
final class TrialReport {
    private TrialReport() {}

    /** The report of a trial; without one, that nothing would be validated. */
    static Report of(PolicySet policies, String topic, @Nullable Trial trial, Options options) {
        List<Table> details = new ArrayList<>();
        if (options.explain()) {
            details.add(choice(policies, topic));
        }
        if (trial == null) {
            TopicPolicy exemption = policies.policies().stream()
                    .filter(policy -> policy.topics().covers(topic))
                    .findFirst()
                    .orElse(null);
            Map<String, @Nullable Object> summary = new LinkedHashMap<>();
            summary.put("topic", topic);
            summary.put("policy", exemption == null ? "none: no policy is for the topic" : exemption.name());
            summary.put("validated", "no" + (exemption == null ? "" : ": the policy exempts the topic"));
            return new Report(summary, details, examples(List.of(), options), false);
        }
        if (options.explain()) {
            details.add(answers(trial));
        }
        details.add(rules(trial));
        return new Report(summary(topic, trial, options), details, examples(trial.examples(), options), false);
    }

    /**
     * How it is told.
     *
     * @param explain which policy was chosen and why, and what each rule said of the first records
     * @param showValues keys and values of the examples
     * @param complete whether all records that were asked for were there
     */
    record Options(boolean explain, boolean showValues, boolean complete) {}

    private static Map<String, @Nullable Object> summary(String topic, Trial trial, Options options) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("topic", topic);
        summary.put("policy", trial.policy().name());
        summary.put("complete", options.complete() ? null : "no: no more records came within --timeout");
        summary.put("records", trial.records());
        summary.put("accepted", trial.records(Outcome.ACCEPTED));
        summary.put("acceptedWithWarnings", trial.records(Outcome.WARNED));
        summary.put("rejected", trial.records(Outcome.REJECTED));
        summary.put("undecided", trial.records(Outcome.UNDECIDED));
        return summary;
    }

    private static Table choice(PolicySet policies, String topic) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        boolean decided = false;
        for (TopicPolicy policy : policies.policies()) {
            rows.add(Table.row(policy.name(), patterns(policy.topics()), decided ? "not asked" : why(policy, topic)));
            decided = decided || policy.topics().covers(topic);
        }
        return new Table("policies", List.of("policy", "topics", "decides"), rows);
    }

    private static String patterns(TopicPatterns topics) {
        String patterns = String.join(
                " | ", topics.topics().stream().map(Pattern::pattern).toList());
        return topics.exceptTopics().isEmpty()
                ? patterns
                : patterns + " except "
                        + String.join(
                                " | ",
                                topics.exceptTopics().stream()
                                        .map(Pattern::pattern)
                                        .toList());
    }

    private static String why(TopicPolicy policy, String topic) {
        Pattern matching = policy.topics().matching(topic).orElse(null);
        if (matching == null) {
            return "no: no pattern matches";
        }
        return policy.topics()
                .exception(topic)
                .map(exception -> "no: " + exception.pattern() + " takes it out")
                .orElse((policy.isExemption() ? "yes, by exemption: " : "yes: ") + matching.pattern() + " matches");
    }

    private static Table answers(Trial trial) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Answer answer : trial.answers()) {
            rows.add(Table.row(answer.sample().place(), answer.rule().name(), mode(answer.rule()), answer.said()));
        }
        return new Table("answers", List.of("record", "rule", "mode", "said"), rows);
    }

    private static Table rules(Trial trial) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (TopicRule rule : trial.policy().rules()) {
            rows.add(Table.row(
                    rule.name(),
                    mode(rule),
                    trial.of(rule, Outcome.REJECTED),
                    trial.of(rule, Outcome.WARNED),
                    trial.of(rule, Outcome.UNDECIDED)));
        }
        return new Table("rules", List.of("rule", "mode", "rejects", "warns", "undecided"), rows);
    }

    private static String mode(TopicRule rule) {
        return rule.mode() == RuleMode.SAMPLE
                ? rule.mode().key() + " " + rule.samplePercent() + " %"
                : rule.mode().key();
    }

    private static Table examples(List<Example> examples, Options options) {
        List<String> columns = new ArrayList<>(List.of("record", "rule", "outcome", "message"));
        if (options.showValues()) {
            columns.addAll(List.of("key", "value"));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Example example : examples) {
            List<@Nullable Object> row = new ArrayList<>(Table.row(
                    example.sample().place(),
                    example.remark().rule(),
                    example.remark().outcome().words(),
                    example.remark().message()));
            if (options.showValues()) {
                row.add(Shown.payload(example.sample().key()));
                row.add(Shown.payload(example.sample().value()));
            }
            rows.add(row);
        }
        return new Table("examples", columns, rows);
    }
}
