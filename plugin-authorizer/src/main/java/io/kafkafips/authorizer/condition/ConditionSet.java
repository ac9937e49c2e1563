package io.kafkafips.authorizer.condition;

import io.kafkafips.authorizer.acl.Decision.DeniedByCondition;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one policy file. Every rule that selects a request has to be satisfied, so that a rule can only narrow what is allowed.
 * Immutable, so that no reader ever sees a mixture of two files.
 *
 * <p>Indexed by type and operation, then by principal: a request looks at the rules for its own principals and at those for everyone,
 * and at none where no rule concerns its type and operation.
 */
public final class ConditionSet {
    /** Demands nothing. */
    public static final ConditionSet NONE = new ConditionSet(List.of());

    private final int size;
    private final Map<ResourceType, Map<AclOperation, Slot>> slots = new EnumMap<>(ResourceType.class);

    ConditionSet(List<ConditionRule> rules) {
        this.size = rules.size();
        for (ResourceType type : ResourceType.values()) {
            Map<AclOperation, Slot> ofType = new EnumMap<>(AclOperation.class);
            for (AclOperation operation : AclOperation.values()) {
                List<ConditionRule> concerned = rules.stream()
                        .filter(rule -> rule.concerns(type, operation))
                        .toList();
                if (!concerned.isEmpty()) {
                    ofType.put(operation, Slot.of(type, concerned));
                }
            }
            slots.put(type, ofType);
        }
    }

    /** The rules of one type and operation. */
    private record Slot(Map<String, Candidates> byPrincipal, Candidates forEveryone) {
        static Slot of(ResourceType type, List<ConditionRule> rules) {
            Map<String, List<ConditionRule>> byPrincipal = new HashMap<>();
            for (ConditionRule rule : rules) {
                rule.principals()
                        .forEach(principal -> byPrincipal
                                .computeIfAbsent(principal, any -> new ArrayList<>())
                                .add(rule));
            }
            Map<String, Candidates> candidates = new HashMap<>();
            byPrincipal.forEach((principal, list) -> candidates.put(principal, new Candidates(type, list)));
            return new Slot(
                    candidates,
                    new Candidates(
                            type,
                            rules.stream()
                                    .filter(rule -> rule.principals().isEmpty())
                                    .toList()));
        }
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * Looks for a rule that is not satisfied: one that is enforced, or else one in dry run, or else {@code null}.
     *
     * @param superUser whether the request was allowed to a super user; the work between brokers then is let through
     */
    public @Nullable DeniedByCondition check(
            Origin origin,
            ResourceType type,
            String name,
            AclOperation operation,
            boolean superUser,
            InstantSource clock) {
        Slot slot = slot(type, operation, superUser);
        return slot == null ? null : check(slot, new Question(origin, name, superUser, clock));
    }

    /** The same for a request that asks whether some resource of a type is within reach: rules for every one of them count. */
    public @Nullable DeniedByCondition checkSome(
            Origin origin, ResourceType type, AclOperation operation, boolean superUser, InstantSource clock) {
        Slot slot = slot(type, operation, superUser);
        return slot == null ? null : check(slot, new Question(origin, null, superUser, clock));
    }

    private @Nullable Slot slot(ResourceType type, AclOperation operation, boolean superUser) {
        if (superUser && operation == AclOperation.CLUSTER_ACTION) {
            return null;
        }
        Map<AclOperation, Slot> ofType = slots.get(type);
        return ofType == null ? null : ofType.get(operation);
    }

    private static @Nullable DeniedByCondition check(Slot slot, Question question) {
        DeniedByCondition found = slot.forEveryone().check(question, null);
        List<String> principals = question.origin().principals();
        // by index: no iterator per request
        for (int i = 0; i < principals.size(); i++) {
            Candidates candidates = slot.byPrincipal().get(principals.get(i));
            found = candidates == null ? found : candidates.check(question, found);
        }
        return found;
    }
}
