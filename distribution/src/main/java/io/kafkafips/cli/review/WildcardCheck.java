package io.kafkafips.cli.review;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.review.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Finds grants that are wider than a person or a service needs: for everyone, on every resource, for every operation, on the cluster.
 * That any host will do is said with the others: it is what {@code kafka-acls.sh} writes when nobody names a host.
 */
final class WildcardCheck implements AclCheck {
    private final boolean anyHostAlone;

    /**
     * Makes a check.
     *
     * @param anyHostAlone whether any host is a finding by itself
     */
    WildcardCheck(boolean anyHostAlone) {
        this.anyHostAlone = anyHostAlone;
    }

    @Override
    public List<Finding> findings(List<AclRule> rules) {
        List<Finding> findings = new ArrayList<>();
        for (AclRule rule : rules) {
            if (!rule.allowed()) {
                continue;
            }
            List<String> wide = wide(rule);
            boolean anyHost = rule.host().equals(AclRule.WILDCARD);
            if (!wide.isEmpty() || (anyHost && anyHostAlone)) {
                if (anyHost) {
                    wide.add("from any host");
                }
                findings.add(Finding.of(Kind.WILDCARD_GRANT, rule, "grants " + String.join(", ", wide)));
            }
            if (rule.resourceType() == ResourceType.CLUSTER) {
                findings.add(Finding.of(
                        Kind.CLUSTER_GRANT, rule, "grants " + rule.operation() + " on the cluster as a whole"));
            }
        }
        return findings;
    }

    private static List<String> wide(AclRule rule) {
        List<String> wide = new ArrayList<>();
        if (rule.principal().equals(AclRule.EVERYONE)) {
            wide.add("to everyone");
        }
        if (rule.operation() == AclOperation.ALL) {
            wide.add("every operation");
        }
        if (rule.patternType() == PatternType.LITERAL && rule.resourceName().equals(AclRule.WILDCARD)) {
            wide.add("on every " + rule.resourceType());
        }
        return wide;
    }
}
