package io.kafkafips.cli.doctor;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Finding;
import io.kafkafips.cli.doctor.finding.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an examination found. Immutable.
 *
 * @param findings good and bad
 * @param notExamined what nothing is known of, for lack of input or because the node does not have it
 */
record Examination(List<Finding> findings, List<NotExamined> notExamined) {
    /**
     * A rule without a finding.
     *
     * @param rule which
     * @param needs what it takes
     */
    record NotExamined(Rule rule, String needs) {}

    Examination {
        findings = List.copyOf(findings);
        notExamined = List.copyOf(notExamined);
    }

    static Examination of(List<Finding> findings, List<Check> checks) {
        Set<Rule> seen = findings.stream().map(Finding::rule).collect(Collectors.toSet());
        List<NotExamined> notExamined = new ArrayList<>();
        for (Check check : checks) {
            check.rules().stream()
                    .filter(rule -> !seen.contains(rule))
                    .forEach(rule -> notExamined.add(new NotExamined(rule, check.needs())));
        }
        return new Examination(findings, notExamined);
    }
}
