package io.kafkafips.cli.review;

import io.kafkafips.authorizer.acl.AclRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** ACLs by principal and resource, to find those that apply wherever another one applies. Not thread-safe. */
final class RuleIndex {
    private record Key(ResourceType type, String principal, PatternType pattern, String name) {
        static Key of(AclRule rule) {
            return new Key(rule.resourceType(), rule.principal(), rule.patternType(), rule.resourceName());
        }
    }

    private final Map<Key, List<AclRule>> rules = new HashMap<>();

    void add(AclRule rule) {
        rules.computeIfAbsent(Key.of(rule), key -> new ArrayList<>()).add(rule);
    }

    void remove(AclRule rule) {
        rules.getOrDefault(Key.of(rule), List.of()).remove(rule);
    }

    /**
     * Every rule that applies to all principals, resources and hosts of this one, whatever it says about them: the same principal or
     * everyone, the same name or a prefix of it or any, the same host or any.
     */
    List<AclRule> atLeastAsWideAs(AclRule rule) {
        List<AclRule> found = new ArrayList<>();
        for (String principal : new LinkedHashSet<>(List.of(rule.principal(), AclRule.EVERYONE))) {
            collect(rule, principal, PatternType.LITERAL, AclRule.WILDCARD, found);
            boolean literal = rule.patternType() == PatternType.LITERAL;
            String name = rule.resourceName();
            if (literal && name.equals(AclRule.WILDCARD)) {
                continue;
            }
            if (literal) {
                collect(rule, principal, PatternType.LITERAL, name, found);
            }
            for (int length = 1; length <= name.length(); length++) {
                collect(rule, principal, PatternType.PREFIXED, name.substring(0, length), found);
            }
        }
        return found;
    }

    private void collect(AclRule narrow, String principal, PatternType pattern, String name, List<AclRule> found) {
        for (AclRule rule : rules.getOrDefault(new Key(narrow.resourceType(), principal, pattern, name), List.of())) {
            if (rule.host().equals(AclRule.WILDCARD) || rule.host().equals(narrow.host())) {
                found.add(rule);
            }
        }
    }
}
