package io.kafkafips.authorizer.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RadixTreeTest {
    @Test
    void updates_random_findTheSamePrefixesAsAScan() {
        Random random = new Random(4);
        RadixTree<String> tree = RadixTree.empty();
        Map<String, String> oracle = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            String key = name(random, 5);
            if (random.nextInt(5) < 3) {
                tree = tree.with(key, key);
                oracle.put(key, key);
            } else {
                tree = tree.without(key);
                oracle.remove(key);
            }
            String name = name(random, 7);
            assertThat(prefixes(tree, name))
                    .isEqualTo(oracle.keySet().stream().filter(name::startsWith).toList());
            assertThat(tree.get(name)).isEqualTo(oracle.get(name));
        }
        List<String> all = new ArrayList<>();
        tree.visitAll(new Collecting(all, subtree -> true));
        assertThat(all).containsExactlyElementsOf(oracle.values());
    }

    @Test
    void filledWith_manyEntries_isTheTreeThatCopyingUpdatesMake() {
        Random random = new Random(5);
        for (int size = 0; size < 200; size += 1 + size / 4) {
            RadixTree<String> filled = RadixTree.empty();
            RadixTree<String> grown = RadixTree.empty();
            for (int i = 0; i < size; i++) {
                String key = name(random, 7);
                filled = filled.filledWith(key, old -> key);
                grown = grown.with(key, key);
            }
            assertThat(filled).usingRecursiveComparison().isEqualTo(grown);
        }
        assertThat(RadixTree.empty().isEmpty()).as("shared by all").isTrue();
    }

    @Test
    void without_everyKey_isEmptyAndOneNode() {
        RadixTree<String> tree = RadixTree.empty();
        for (String key : List.of("pay", "payments", "payments-eu", "pa", "x", "")) {
            tree = tree.with(key, key);
        }
        for (String key : List.of("payments", "", "pa", "x", "payments-eu", "pay")) {
            tree = tree.without(key);
        }
        assertThat(tree.isEmpty()).isTrue();
    }

    @Test
    void visitPrefixesOf_visitorThatEnds_seesNoMore() {
        RadixTree<String> tree =
                RadixTree.<String>empty().with("a", "a").with("ab", "ab").with("abc", "abc");
        List<String> seen = new ArrayList<>();
        boolean toTheEnd = tree.visitPrefixesOf("abcd", (value, whole) -> {
            seen.add(value);
            return seen.size() < 2;
        });
        assertThat(seen).containsExactly("a", "ab");
        assertThat(toTheEnd).isFalse();
    }

    @Test
    void visitAll_subtreeThatIsNotEntered_isLeftOut() {
        List<String> seen = new ArrayList<>();
        boolean toTheEnd = tree("x", "pay", "pay-eu", "pay-us", "zoo")
                .visitAll(new Collecting(seen, subtree -> !subtree.prefix().equals("pay")));
        assertThat(seen).containsExactly("x", "zoo");
        assertThat(toTheEnd).isTrue();
    }

    @Test
    void bits_afterUpdates_areThoseOfTheTreeThatIs() {
        Random random = new Random(6);
        RadixTree<String> tree = RadixTree.empty();
        Map<String, String> oracle = new TreeMap<>();
        for (int step = 0; step < 5_000; step++) {
            String key = name(random, 4);
            if (random.nextInt(5) < 2) {
                tree = tree.with(key, key);
                oracle.put(key, key);
            } else {
                tree = tree.without(key);
                oracle.remove(key);
            }
            int expected = oracle.keySet().stream()
                    .mapToInt(present -> 1 << present.length())
                    .reduce(0, (one, other) -> one | other);
            assertThat(tree.bits((value, below) -> value == null ? below : below | 1 << value.length())
                            & ~RadixTree.KNOWN)
                    .isEqualTo(expected);
        }
    }

    @Test
    void visitPrefixesOf_nameItself_isMarkedAsWhole() {
        RadixTree<String> tree = RadixTree.<String>empty().with("a", "a").with("ab", "ab");
        List<Boolean> wholes = new ArrayList<>();
        tree.visitPrefixesOf("ab", (value, whole) -> wholes.add(whole));
        assertThat(wholes).containsExactly(false, true);
    }

    @Test
    void with_newKey_leavesTheOldTreeAsItWas() {
        RadixTree<String> old = RadixTree.<String>empty().with("payments", "old");
        RadixTree<String> changed = old.with("pay", "new").without("payments");
        assertThat(prefixes(old, "payments-eu")).containsExactly("old");
        assertThat(prefixes(changed, "payments-eu")).containsExactly("new");
    }

    private record Collecting(List<String> seen, Predicate<RadixTree<String>> entering)
            implements RadixTree.Visitor<String> {
        @Override
        public boolean enters(RadixTree<String> subtree) {
            return entering.test(subtree);
        }

        @Override
        public boolean visit(String value) {
            return seen.add(value);
        }
    }

    private static RadixTree<String> tree(String... keys) {
        RadixTree<String> tree = RadixTree.empty();
        for (String key : keys) {
            tree = tree.with(key, key);
        }
        return tree;
    }

    private static List<String> prefixes(RadixTree<String> tree, String name) {
        List<String> seen = new ArrayList<>();
        tree.visitPrefixesOf(name, (value, whole) -> seen.add(value));
        return seen;
    }

    private static String name(Random random, int longest) {
        StringBuilder name = new StringBuilder();
        int length = random.nextInt(longest + 1);
        for (int i = 0; i < length; i++) {
            name.append((char) ('a' + random.nextInt(3)));
        }
        return name.toString();
    }
}
