package io.kafkafips.cli.review;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.review.Finding.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules without which every request is decided as before. All of them can be removed together: one after the other is taken out
 * as long as what is left still says the same, so that of two rules that stand in for each other one stays.
 *
 * <p>A rule can go when, for each operation that it names or implies, a rule at least as wide in principal, resource and host
 * decides in its place: an ALLOW that grants the operation or a DENY that names it for an ALLOW, a DENY for a DENY. Several rules may
 * share that. An ALLOW of READ is not undone by a DENY of READ: the DESCRIBE that it implies stays granted.
 */
final class RedundancyCheck implements AclCheck {
    @Override
    public List<Finding> findings(List<AclRule> rules) {
        List<Finding> findings = new ArrayList<>();
        Set<AclRule> distinct = new LinkedHashSet<>();
        for (AclRule rule : rules) {
            if (!distinct.add(rule)) {
                findings.add(Finding.setting(
                        Kind.DUPLICATE,
                        rule.reason(),
                        "is listed more than once",
                        "nothing in Kafka, which keeps it once; take it out of the file"));
            }
        }
        RuleIndex kept = new RuleIndex();
        distinct.forEach(kept::add);
        List<AclRule> redundant = new ArrayList<>();
        for (AclRule rule : distinct) {
            kept.remove(rule);
            if (standIns(rule, kept).isEmpty()) {
                kept.add(rule);
            } else {
                redundant.add(rule);
            }
        }
        redundant.forEach(rule -> findings.add(finding(rule, standIns(rule, kept))));
        return findings;
    }

    private static Finding finding(AclRule rule, Set<AclRule> standIns) {
        List<AclRule> because = new ArrayList<>(standIns);
        if (rule.allowed() && standIns.stream().noneMatch(AclRule::allowed)) {
            return Finding.because(Kind.DENIED, rule, "grants nothing: all of it is denied by", because);
        }
        return Finding.because(Kind.SHADOWED, rule, "decides nothing: all of it is decided as well by", because);
    }

    /** Rules that decide in place of this one; empty when there is an operation for which none does. */
    private static Set<AclRule> standIns(AclRule rule, RuleIndex others) {
        List<AclRule> wide = others.atLeastAsWideAs(rule);
        // DENY first, as in the decision; the text makes the choice the same every time
        wide.sort(Comparator.comparing(AclRule::allowed).thenComparing(AclRule::reason));
        Set<AclRule> standIns = new LinkedHashSet<>();
        for (AclOperation operation : operations(rule)) {
            AclRule standIn = standIn(rule, operation, wide);
            if (standIn == null) {
                return Set.of();
            }
            standIns.add(standIn);
        }
        return standIns;
    }

    private static @Nullable AclRule standIn(AclRule rule, AclOperation operation, List<AclRule> wide) {
        for (AclRule other : wide) {
            if (other.covers(operation) && (rule.allowed() || !other.allowed())) {
                return other;
            }
        }
        return null;
    }

    /** What the rule decides about. ALL stays ALL: it holds for operations of a later Kafka too. */
    private static List<AclOperation> operations(AclRule rule) {
        return rule.operation() == AclOperation.ALL
                ? List.of(AclOperation.ALL)
                : Arrays.stream(AclOperation.values())
                        .filter(operation -> operation != AclOperation.ALL && rule.covers(operation))
                        .toList();
    }
}
