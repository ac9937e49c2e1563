package io.kafkafips.authorizer.acl;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/** The ACLs of one principal for one resource name: those for that very name, and those for every name that starts with it. Immutable. */
record PatternAcls(List<AclRule> literal, List<AclRule> prefixed) {
    static final PatternAcls NONE = new PatternAcls(List.of(), List.of());

    PatternAcls {
        literal = List.copyOf(literal);
        prefixed = List.copyOf(prefixed);
    }

    PatternAcls plus(AclRule rule) {
        return rule.isLiteral()
                ? new PatternAcls(plus(literal, rule), prefixed)
                : new PatternAcls(literal, plus(prefixed, rule));
    }

    PatternAcls minus(AclRule rule) {
        return rule.isLiteral()
                ? new PatternAcls(minus(literal, rule), prefixed)
                : new PatternAcls(literal, minus(prefixed, rule));
    }

    boolean isEmpty() {
        return literal.isEmpty() && prefixed.isEmpty();
    }

    /**
     * Which operations, each by the bit of its code, some ALLOW of a subtree may grant. At most too many: a DENY for single hosts, or of
     * another principal, is not looked at.
     */
    static int grants(@Nullable PatternAcls acls, int below) {
        if (acls == null) {
            return below;
        }
        int literal = operations(acls.literal, true) & ~operations(acls.literal, false);
        return (below | literal | operations(acls.prefixed, true)) & ~operations(acls.prefixed, false);
    }

    private static int operations(List<AclRule> rules, boolean allowed) {
        int operations = 0;
        for (AclRule rule : rules) {
            if (rule.allowed() == allowed && (allowed || rule.isForAnyHost())) {
                operations |= rule.operation() == AclOperation.ALL
                        ? -1
                        : 1 << rule.operation().code();
            }
        }
        return operations;
    }

    private static List<AclRule> plus(List<AclRule> rules, AclRule rule) {
        if (rules.isEmpty()) {
            return List.of(rule);
        }
        List<AclRule> more = new ArrayList<>(rules);
        more.add(rule);
        return more;
    }

    private static List<AclRule> minus(List<AclRule> rules, AclRule rule) {
        List<AclRule> fewer = new ArrayList<>(rules);
        fewer.remove(rule);
        return fewer;
    }
}
