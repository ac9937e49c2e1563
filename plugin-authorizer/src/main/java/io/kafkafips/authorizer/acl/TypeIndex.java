package io.kafkafips.authorizer.acl;

import org.jspecify.annotations.Nullable;

/**
 * The ACLs for one type of resource: by principal and then by name, those for everyone apart since each request is about them, and how
 * many there are for each name whoever they are for. Immutable.
 */
record TypeIndex(
        PersistentMap<RadixTree<PatternAcls>> byPrincipal,
        RadixTree<PatternAcls> everyone,
        RadixTree<Mentions> mentions) {
    static final TypeIndex EMPTY = new TypeIndex(PersistentMap.empty(), RadixTree.empty(), RadixTree.empty());

    /** How many ACLs there are for one name, as literal and as prefix. */
    record Mentions(int literal, int prefixed) {
        static final Mentions NONE = new Mentions(0, 0);
        private static final Mentions ONE_LITERAL = new Mentions(1, 0);
        private static final Mentions ONE_PREFIXED = new Mentions(0, 1);

        Mentions plus(AclRule rule, int count) {
            if (isEmpty() && count == 1) {
                return rule.isLiteral() ? ONE_LITERAL : ONE_PREFIXED;
            }
            return rule.isLiteral() ? new Mentions(literal + count, prefixed) : new Mentions(literal, prefixed + count);
        }

        boolean isEmpty() {
            return literal == 0 && prefixed == 0;
        }
    }

    TypeIndex plus(AclRule rule) {
        RadixTree<PatternAcls> tree = tree(rule);
        return changed(rule, tree.with(rule.resourceName(), acls(tree, rule).plus(rule)), counted(rule, 1));
    }

    /** The same on an index that nobody else has seen yet: its parts may be changed in their place. */
    TypeIndex filledWith(AclRule rule) {
        RadixTree<Mentions> counted = mentions.filledWith(
                rule.resourceName(), old -> orElse(old, Mentions.NONE).plus(rule, 1));
        Update<RadixTree<PatternAcls>> filling = old -> orElse(old, RadixTree.<PatternAcls>empty())
                .filledWith(
                        rule.resourceName(),
                        acls -> orElse(acls, PatternAcls.NONE).plus(rule));
        return rule.isForEveryone()
                ? new TypeIndex(byPrincipal, filling.of(everyone), counted)
                : new TypeIndex(byPrincipal.filledWith(rule.principal(), filling), everyone, counted);
    }

    TypeIndex minus(AclRule rule) {
        RadixTree<PatternAcls> tree = tree(rule);
        PatternAcls acls = acls(tree, rule).minus(rule);
        RadixTree<PatternAcls> rest =
                acls.isEmpty() ? tree.without(rule.resourceName()) : tree.with(rule.resourceName(), acls);
        return changed(rule, rest, counted(rule, -1));
    }

    private TypeIndex changed(AclRule rule, RadixTree<PatternAcls> tree, RadixTree<Mentions> counted) {
        if (rule.isForEveryone()) {
            return new TypeIndex(byPrincipal, tree, counted);
        }
        return new TypeIndex(
                tree.isEmpty() ? byPrincipal.without(rule.principal()) : byPrincipal.with(rule.principal(), tree),
                everyone,
                counted);
    }

    /** Whether any ACL of anybody applies to the resource. */
    boolean mentions(String name) {
        Mentions wildcard = mentions.get(AclRule.WILDCARD);
        return (wildcard != null && wildcard.literal > 0)
                || !mentions.visitPrefixesOf(
                        name, (found, whole) -> found.prefixed == 0 && !(whole && found.literal > 0));
    }

    private RadixTree<Mentions> counted(AclRule rule, int count) {
        Mentions next = mentions(rule).plus(rule, count);
        return next.isEmpty() ? mentions.without(rule.resourceName()) : mentions.with(rule.resourceName(), next);
    }

    private RadixTree<PatternAcls> tree(AclRule rule) {
        return rule.isForEveryone() ? everyone : orElse(byPrincipal.get(rule.principal()), RadixTree.empty());
    }

    private static PatternAcls acls(RadixTree<PatternAcls> tree, AclRule rule) {
        return orElse(tree.get(rule.resourceName()), PatternAcls.NONE);
    }

    private Mentions mentions(AclRule rule) {
        return orElse(mentions.get(rule.resourceName()), Mentions.NONE);
    }

    private static <T> T orElse(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
