package io.kafkafips.authorizer.acl;

import java.util.ArrayList;
import java.util.List;

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
