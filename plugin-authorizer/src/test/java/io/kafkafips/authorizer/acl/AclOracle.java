package io.kafkafips.authorizer.acl;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** The decision over several principals as the documentation words it, by a look at every ACL. */
final class AclOracle {
    private static final Set<AclOperation> IMPLY_DESCRIBE = Set.of(
            AclOperation.DESCRIBE, AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER);
    private static final Set<AclOperation> IMPLY_DESCRIBE_CONFIGS =
            Set.of(AclOperation.DESCRIBE_CONFIGS, AclOperation.ALTER_CONFIGS);

    private final Collection<AclRule> rules;

    AclOracle(Collection<AclRule> rules) {
        this.rules = rules;
    }

    boolean allows(
            Requester requester, ResourceType type, String name, AclOperation operation, boolean allowIfNoAclFound) {
        List<AclRule> mentioning = rules.stream()
                .filter(rule -> rule.resourceType() == type && isAbout(rule, name))
                .toList();
        if (mentioning.isEmpty()) {
            return allowIfNoAclFound;
        }
        List<AclRule> mine = mentioning.stream()
                .filter(rule -> isFor(rule, requester) && operations(rule, operation))
                .toList();
        return !mine.isEmpty() && mine.stream().allMatch(rule -> rule.permission() == AclPermissionType.ALLOW);
    }

    /** What {@code Authorizer.authorizeByResourceType} asks: an ALLOW that no DENY covers altogether, no operation implying another. */
    boolean allowsSome(Requester requester, ResourceType type, AclOperation operation) {
        List<AclRule> mine = rules.stream()
                .filter(rule -> rule.resourceType() == type && isFor(rule, requester))
                .filter(rule -> rule.operation() == AclOperation.ALL || rule.operation() == operation)
                .toList();
        List<AclRule> denials = mine.stream().filter(rule -> !rule.allowed()).toList();
        if (denials.stream().anyMatch(AclOracle::isWildcard)) {
            return false;
        }
        return mine.stream()
                .filter(AclRule::allowed)
                .anyMatch(allow -> isWildcard(allow) || denials.stream().noneMatch(deny -> isCovered(allow, deny)));
    }

    private static boolean isWildcard(AclRule rule) {
        return rule.patternType() == PatternType.LITERAL && rule.resourceName().equals("*");
    }

    private static boolean isCovered(AclRule allow, AclRule deny) {
        return deny.patternType() == PatternType.PREFIXED
                ? allow.resourceName().startsWith(deny.resourceName())
                : allow.patternType() == PatternType.LITERAL
                        && allow.resourceName().equals(deny.resourceName());
    }

    private static boolean isAbout(AclRule rule, String name) {
        if (rule.patternType() == PatternType.PREFIXED) {
            return name.startsWith(rule.resourceName());
        }
        return rule.resourceName().equals("*") || rule.resourceName().equals(name);
    }

    private static boolean isFor(AclRule rule, Requester requester) {
        Set<String> principals = new HashSet<>(requester.principals());
        principals.add("User:*");
        return principals.contains(rule.principal())
                && (rule.host().equals("*")
                        || rule.host().equals(requester.address().getHostAddress()));
    }

    private static boolean operations(AclRule rule, AclOperation wanted) {
        boolean allow = rule.permission() == AclPermissionType.ALLOW;
        return rule.operation() == AclOperation.ALL
                || rule.operation() == wanted
                || (allow && wanted == AclOperation.DESCRIBE && IMPLY_DESCRIBE.contains(rule.operation()))
                || (allow
                        && wanted == AclOperation.DESCRIBE_CONFIGS
                        && IMPLY_DESCRIBE_CONFIGS.contains(rule.operation()));
    }
}
