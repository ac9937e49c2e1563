package io.kafkafips.cli.review;

import io.kafkafips.authorizer.acl.AclRule;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** The decision as the documentation words it, by a look at every ACL: no index, no code of the product. */
final class NaiveAuthorizer {
    private final List<AclRule> rules;

    NaiveAuthorizer(Collection<AclRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** One request. */
    record Request(Set<String> principals, String host, ResourceType type, String name, AclOperation operation) {}

    boolean allows(Request request, boolean allowIfNoAclFound) {
        boolean mentioned = false;
        boolean allowed = false;
        for (AclRule rule : rules) {
            if (rule.resourceType() != request.type() || !isAbout(rule, request.name())) {
                continue;
            }
            mentioned = true;
            boolean who =
                    rule.principal().equals("User:*") || request.principals().contains(rule.principal());
            boolean where = rule.host().equals("*") || rule.host().equals(request.host());
            if (who && where && isWhat(rule, request.operation())) {
                if (rule.permission() == AclPermissionType.DENY) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed || (!mentioned && allowIfNoAclFound);
    }

    private static boolean isAbout(AclRule rule, String name) {
        return rule.patternType() == PatternType.PREFIXED
                ? name.startsWith(rule.resourceName())
                : rule.resourceName().equals("*") || rule.resourceName().equals(name);
    }

    private static boolean isWhat(AclRule rule, AclOperation wanted) {
        AclOperation said = rule.operation();
        if (said == wanted || said == AclOperation.ALL) {
            return true;
        }
        if (rule.permission() == AclPermissionType.DENY) {
            return false;
        }
        return (wanted == AclOperation.DESCRIBE
                        && Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER)
                                .contains(said))
                || (wanted == AclOperation.DESCRIBE_CONFIGS && said == AclOperation.ALTER_CONFIGS);
    }
}
