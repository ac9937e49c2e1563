package io.kafkafips.authorizer.condition;

import io.kafkafips.authorizer.acl.Decision.DeniedByCondition;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the policy file: requests that it selects have to meet all its requirements. Immutable.
 *
 * @param name unique in its file
 * @param dryRun whether it only tells what it would deny
 * @param superUsers whether it selects super users too
 * @param principals whom it selects; empty for everyone
 * @param exceptPrincipals whom it does not select all the same
 * @param resources which resources it selects, patterns of names by type; empty for all
 * @param operations which operations it selects; empty for all
 * @param requirements what is demanded, the cheapest test first
 */
record ConditionRule(
        String name,
        boolean dryRun,
        boolean superUsers,
        Set<String> principals,
        Set<String> exceptPrincipals,
        Map<ResourceType, List<Glob>> resources,
        Set<AclOperation> operations,
        List<Requirement> requirements) {
    ConditionRule {
        principals = Set.copyOf(principals);
        exceptPrincipals = Set.copyOf(exceptPrincipals);
        resources = Map.copyOf(resources);
        operations = Set.copyOf(operations);
        requirements = List.copyOf(requirements);
    }

    /** Whether it may select a request of this kind. */
    boolean concerns(ResourceType type, AclOperation operation) {
        return (resources.isEmpty() || resources.containsKey(type))
                && (operations.isEmpty() || operations.contains(operation));
    }

    /** Whether it selects every resource of a type. */
    boolean concernsAll(ResourceType type) {
        return resources.isEmpty() || patterns(type).stream().anyMatch(Glob::isEverything);
    }

    /** What stands before the first wildcard in each pattern for a type; the empty string where every name may match. */
    List<String> prefixes(ResourceType type) {
        return resources.isEmpty()
                ? List.of("")
                : patterns(type).stream().map(Glob::prefix).distinct().toList();
    }

    /** Whether it selects a request for a resource of a type that it concerns. */
    boolean selects(ResourceType type, Question question) {
        return (question.name() == null ? concernsAll(type) : selectsName(type, question.name()))
                && (!question.superUser() || superUsers)
                && !excepts(question.origin().principals());
    }

    private boolean selectsName(ResourceType type, String name) {
        if (resources.isEmpty()) {
            return true;
        }
        List<Glob> patterns = patterns(type);
        // by index: no iterator per request
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).selects(name)) {
                return true;
            }
        }
        return false;
    }

    private List<Glob> patterns(ResourceType type) {
        return resources.getOrDefault(type, List.of());
    }

    private boolean excepts(List<String> requester) {
        if (exceptPrincipals.isEmpty()) {
            return false;
        }
        for (int i = 0; i < requester.size(); i++) {
            if (exceptPrincipals.contains(requester.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The answer of the first requirement that is not met, {@code null} when all are. */
    @Nullable
    DeniedByCondition denial(Origin origin, InstantSource clock) {
        for (int i = 0; i < requirements.size(); i++) {
            Requirement requirement = requirements.get(i);
            if (!requirement.test().holds(origin, clock)) {
                return requirement.denial();
            }
        }
        return null;
    }
}
