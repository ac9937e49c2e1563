package io.kafkafips.cli.doctor.finding;

import io.kafkafips.cli.doctor.node.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what checks see, each fact once. What looks like one of the node's secrets shows as {@code [hidden]}. Not thread-safe. */
public final class Findings {
    private final Secrets secrets;
    private final Set<Finding> all = new LinkedHashSet<>();

    public Findings(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Something is wrong. */
    public void found(Rule rule, String subject, String evidence, String remedy) {
        all.add(new Finding(rule, false, subject, secrets.hide(evidence), secrets.hide(remedy)));
    }

    /** Something is as it should be. */
    public void passed(Rule rule, String subject, String evidence) {
        all.add(new Finding(rule, true, subject, secrets.hide(evidence), ""));
    }

    /** One of the two. */
    public void expect(boolean good, Rule rule, String subject, String evidence, String remedy) {
        if (good) {
            passed(rule, subject, evidence);
        } else {
            found(rule, subject, evidence, remedy);
        }
    }

    /** In the order in which they came. */
    public List<Finding> all() {
        return new ArrayList<>(all);
    }

    /** Whether something is wrong with a subject. */
    public boolean anyFound(Rule rule, String subject) {
        return all.stream()
                .anyMatch(finding -> !finding.passed()
                        && finding.rule().equals(rule)
                        && finding.subject().equals(subject));
    }
}
