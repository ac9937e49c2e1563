package io.kafkafips.authorizer.acl;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * The question whether a requester may do something to any resource of a type, as {@code Authorizer.authorizeByResourceType}
 * defines it: an ALLOW counts unless a DENY covers all that it grants, and no operation implies another.
 */
final class ResourceTypeSearch implements RadixTree.Visitor<PatternAcls> {
    private final List<RadixTree<PatternAcls>> trees = new ArrayList<>();
    private final AclOperation operation;
    private final AclSearch hosts;

    ResourceTypeSearch(TypeIndex index, Requester requester, AclOperation operation) {
        this.operation = operation;
        this.hosts = new AclSearch(operation, requester.address());
        requester.principals().forEach(principal -> add(index.byPrincipal().get(principal)));
        add(index.everyone());
    }

    boolean allowsSome() {
        if (wildcard(false)) {
            return false;
        }
        return wildcard(true) || trees.stream().anyMatch(tree -> !tree.visitAll(this));
    }

    /** Not where nothing is granted, and not where a DENY is for all names of the subtree: a principal may have 100,000 ACLs. */
    @Override
    public boolean enters(RadixTree<PatternAcls> subtree) {
        boolean mayGrant = (subtree.bits(PatternAcls::grants) & (1 << operation.code())) != 0;
        return mayGrant && !(subtree.hasChildren() && isCoveredByDeny(subtree.prefix(), false));
    }

    @Override
    public boolean visit(PatternAcls acls) {
        return !isUncovered(acls.literal()) && !isUncovered(acls.prefixed());
    }

    private void add(@Nullable RadixTree<PatternAcls> tree) {
        if (tree != null) {
            trees.add(tree);
        }
    }

    private boolean wildcard(boolean allowed) {
        for (RadixTree<PatternAcls> tree : trees) {
            PatternAcls acls = tree.get(AclRule.WILDCARD);
            if (acls != null && contains(acls.literal(), allowed)) {
                return true;
            }
        }
        return false;
    }

    /** All rules of the list have the same name and pattern type: one answer serves all. */
    private boolean isUncovered(List<AclRule> rules) {
        return contains(rules, true)
                && !isCoveredByDeny(rules.get(0).resourceName(), rules.get(0).isLiteral());
    }

    private boolean isCoveredByDeny(String name, boolean literal) {
        for (RadixTree<PatternAcls> tree : trees) {
            if (!tree.visitPrefixesOf(
                    name,
                    (acls, whole) -> !contains(acls.prefixed(), false)
                            && !(whole && literal && contains(acls.literal(), false)))) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(List<AclRule> rules, boolean allowed) {
        for (AclRule rule : rules) {
            if (rule.allowed() == allowed && rule.names(operation) && hosts.isFromHostOf(rule)) {
                return true;
            }
        }
        return false;
    }
}
