package io.kafkafips.cli.review;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.audit.RuleUsage;
import io.kafkafips.cli.review.Finding.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Finds rules that decided no request, or none for long. A rule is judged only where its use would be in the audit: denials always are,
 * allowed READ, WRITE, DESCRIBE and CLUSTER_ACTION with {@code audit.allowed=all} alone.
 */
final class UsageCheck implements AclCheck {
    private static final Set<AclOperation> DATA = Set.of(
            AclOperation.ALL,
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.DESCRIBE,
            AclOperation.CLUSTER_ACTION);

    private final RuleUsage usage;
    private final boolean dataAudited;
    private final Instant usedBefore;

    /**
     * Makes a check.
     *
     * @param usage what the audit files say
     * @param dataAudited whether allowed data requests are in them
     * @param usedBefore a rule whose last use is before this time counts as unused
     */
    UsageCheck(RuleUsage usage, boolean dataAudited, Instant usedBefore) {
        this.usage = usage;
        this.dataAudited = dataAudited;
        this.usedBefore = usedBefore;
    }

    @Override
    public List<Finding> findings(List<AclRule> rules) {
        List<Finding> findings = new ArrayList<>();
        for (AclRule rule : rules) {
            if (isJudged(rule)) {
                Instant last = usage.lastUse(rule).orElse(null);
                if (last == null) {
                    findings.add(Finding.of(
                            Kind.UNUSED,
                            rule,
                            "decided no request since " + usage.from() + ", where the audit begins"));
                } else if (last.isBefore(usedBefore)) {
                    findings.add(Finding.of(Kind.UNUSED, rule, "decided no request since " + last));
                }
            }
        }
        return findings;
    }

    /** How many rules cannot be judged. */
    long notJudged(List<AclRule> rules) {
        return rules.stream().filter(rule -> !isJudged(rule)).count();
    }

    private boolean isJudged(AclRule rule) {
        return usage.from() != null && (!rule.allowed() || dataAudited || !DATA.contains(rule.operation()));
    }
}
