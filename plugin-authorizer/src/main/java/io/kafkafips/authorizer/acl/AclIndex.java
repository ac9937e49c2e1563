package io.kafkafips.authorizer.acl;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * All ACLs at one moment, found by principal first. Immutable, so that a reader never sees half of an update; a change makes a new
 * index in a few microseconds, since it shares everything else with the old one.
 *
 * <p>Kafka sorts ACLs by resource and looks at each ACL of a resource for every request. Here a request costs one hash look-up per
 * principal of the requester and one walk along the name of the resource, however many ACLs others have on it.
 *
 * <p>Persistent structures of our own rather than copy-on-write of plain maps: Kafka hands over single ACLs without saying where a
 * batch ends, so every single one is published, and both a principal and a resource may have 100,000 of them.
 */
public final class AclIndex {
    static final AclIndex EMPTY = new AclIndex(new EnumMap<>(ResourceType.class));

    private final Map<ResourceType, TypeIndex> types;

    private AclIndex(Map<ResourceType, TypeIndex> types) {
        this.types = types;
    }

    /**
     * The index of many ACLs. A node starts with all that the metadata log has: while nobody sees the index, its parts are changed in
     * their place, where {@link #plus} makes copies.
     */
    static AclIndex of(Collection<AclRule> rules) {
        Map<ResourceType, TypeIndex> types = new EnumMap<>(ResourceType.class);
        for (AclRule rule : rules) {
            TypeIndex index = types.getOrDefault(rule.resourceType(), TypeIndex.EMPTY);
            types.put(rule.resourceType(), index.filledWith(rule));
        }
        return new AclIndex(types);
    }

    AclIndex plus(AclRule rule) {
        return changed(rule.resourceType(), type(rule.resourceType()).plus(rule));
    }

    AclIndex minus(AclRule rule) {
        return changed(rule.resourceType(), type(rule.resourceType()).minus(rule));
    }

    /**
     * The ACL that decides: a DENY for any principal of the requester before any ALLOW. Without one {@link
     * Decision.WithoutAcl#NO_MATCHING_ACL}, or {@link Decision.WithoutAcl#NO_ACL_FOUND} when no ACL of anybody mentions the resource.
     */
    Decision find(Requester requester, ResourceType type, String name, AclOperation operation) {
        TypeIndex acls = type(type);
        AclSearch search = new AclSearch(operation, requester.address());
        List<String> principals = requester.principals();
        boolean open = true;
        for (int i = 0; open && i < principals.size(); i++) {
            open = search(acls.byPrincipal().get(principals.get(i)), name, search);
        }
        if (open) {
            search(acls.everyone(), name, search);
        }
        AclRule rule = search.result();
        if (rule != null) {
            return rule;
        }
        return acls.mentions(name) ? Decision.WithoutAcl.NO_MATCHING_ACL : Decision.WithoutAcl.NO_ACL_FOUND;
    }

    /** Whether the operation is allowed on at least one resource of the type, as Kafka's {@code authorizeByResourceType} has it. */
    boolean allowsSome(Requester requester, ResourceType type, AclOperation operation) {
        return new ResourceTypeSearch(type(type), requester, operation).allowsSome();
    }

    private static boolean search(@Nullable RadixTree<PatternAcls> tree, String name, AclSearch search) {
        if (tree == null) {
            return true;
        }
        PatternAcls wildcard = tree.get(AclRule.WILDCARD);
        return (wildcard == null || search.consider(wildcard.literal())) && tree.visitPrefixesOf(name, search);
    }

    private TypeIndex type(ResourceType type) {
        TypeIndex index = types.get(type);
        return index == null ? TypeIndex.EMPTY : index;
    }

    private AclIndex changed(ResourceType type, TypeIndex index) {
        Map<ResourceType, TypeIndex> next = new EnumMap<>(types);
        next.put(type, index);
        return new AclIndex(next);
    }
}
