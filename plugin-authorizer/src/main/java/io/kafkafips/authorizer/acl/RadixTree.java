package io.kafkafips.authorizer.acl;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from strings that finds every key which is a prefix of a given name in one walk along that name; every change
 * makes a new tree that shares all untouched nodes with the old one.
 *
 * <p>A radix tree (D. R. Morrison, <i>PATRICIA</i>, 1968): an edge carries the characters that all keys below it share. A walk costs
 * at most the length of the name, whatever the number of keys and of different prefix lengths, and makes no garbage.
 */
final class RadixTree<V> {
    private static final RadixTree<?> EMPTY = new RadixTree<>("", null, new char[0], RadixTree.array(0));

    /** The characters between the parent and this node; empty at the root only. */
    private final String edge;

    private final @Nullable V value;

    /** The first character of each child's edge, ascending. */
    private final char[] firsts;

    private final RadixTree<V>[] children;

    private RadixTree(String edge, @Nullable V value, char[] firsts, RadixTree<V>[] children) {
        this.edge = edge;
        this.value = value;
        this.firsts = firsts;
        this.children = children;
    }

    @SuppressWarnings("unchecked") // it holds no value
    static <V> RadixTree<V> empty() {
        return (RadixTree<V>) EMPTY;
    }

    /** Sees a key that is a prefix of the name; {@code whole} when it is the name itself. False ends the walk. */
    @FunctionalInterface
    interface PrefixVisitor<V> {
        boolean visit(V value, boolean whole);
    }

    boolean isEmpty() {
        return value == null && children.length == 0;
    }

    /** Visits the values of all keys that are a prefix of the name, shortest first; false when the visitor ended the walk. */
    boolean visitPrefixesOf(String name, PrefixVisitor<? super V> visitor) {
        RadixTree<V> node = this;
        int at = 0;
        while (true) {
            if (node.value != null && !visitor.visit(node.value, at == name.length())) {
                return false;
            }
            RadixTree<V> child = at == name.length() ? null : node.child(name.charAt(at));
            if (child == null || !name.startsWith(child.edge, at)) {
                return true;
            }
            at += child.edge.length();
            node = child;
        }
    }

    /** Visits every value, in no order that matters; false when the visitor ended the walk. */
    boolean visitAll(Predicate<? super V> visitor) {
        if (value != null && !visitor.test(value)) {
            return false;
        }
        for (RadixTree<V> child : children) {
            if (!child.visitAll(visitor)) {
                return false;
            }
        }
        return true;
    }

    @Nullable
    V get(String key) {
        RadixTree<V> node = this;
        int at = 0;
        while (at < key.length()) {
            RadixTree<V> child = node.child(key.charAt(at));
            if (child == null || !key.startsWith(child.edge, at)) {
                return null;
            }
            at += child.edge.length();
            node = child;
        }
        return node.value;
    }

    RadixTree<V> with(String key, V newValue) {
        return with(key, 0, newValue);
    }

    RadixTree<V> without(String key) {
        return without(key, 0);
    }

    private RadixTree<V> with(String key, int at, V newValue) {
        if (at == key.length()) {
            return new RadixTree<>(edge, newValue, firsts, children);
        }
        int slot = Arrays.binarySearch(firsts, key.charAt(at));
        if (slot < 0) {
            RadixTree<V> leaf = new RadixTree<>(key.substring(at), newValue, new char[0], array(0));
            return inserted(-slot - 1, leaf);
        }
        RadixTree<V> child = children[slot];
        int common = commonLength(child.edge, key, at);
        RadixTree<V> upper = common == child.edge.length() ? child : child.split(common);
        return replaced(slot, upper.with(key, at + common, newValue));
    }

    private RadixTree<V> without(String key, int at) {
        if (at == key.length()) {
            return value == null ? this : new RadixTree<>(edge, null, firsts, children);
        }
        int slot = Arrays.binarySearch(firsts, key.charAt(at));
        if (slot < 0 || !key.startsWith(children[slot].edge, at)) {
            return this;
        }
        RadixTree<V> child = children[slot];
        RadixTree<V> rest = child.without(key, at + child.edge.length());
        if (rest == child) {
            return this;
        }
        if (rest.isEmpty()) {
            return removed(slot);
        }
        return replaced(slot, rest.value == null && rest.children.length == 1 ? rest.mergedWithOnlyChild() : rest);
    }

    private @Nullable RadixTree<V> child(char first) {
        int slot = Arrays.binarySearch(firsts, first);
        return slot < 0 ? null : children[slot];
    }

    private RadixTree<V> split(int length) {
        RadixTree<V> lower = new RadixTree<>(edge.substring(length), value, firsts, children);
        RadixTree<V>[] only = array(1);
        only[0] = lower;
        return new RadixTree<>(edge.substring(0, length), null, new char[] {edge.charAt(length)}, only);
    }

    private RadixTree<V> mergedWithOnlyChild() {
        RadixTree<V> only = children[0];
        return new RadixTree<>(edge + only.edge, only.value, only.firsts, only.children);
    }

    private RadixTree<V> replaced(int slot, RadixTree<V> child) {
        RadixTree<V>[] same = Arrays.copyOf(children, children.length);
        same[slot] = child;
        return new RadixTree<>(edge, value, firsts, same);
    }

    private RadixTree<V> inserted(int slot, RadixTree<V> child) {
        int length = children.length;
        char[] moreFirsts = Arrays.copyOf(firsts, length + 1);
        RadixTree<V>[] more = Arrays.copyOf(children, length + 1);
        System.arraycopy(firsts, slot, moreFirsts, slot + 1, length - slot);
        System.arraycopy(children, slot, more, slot + 1, length - slot);
        moreFirsts[slot] = child.edge.charAt(0);
        more[slot] = child;
        return new RadixTree<>(edge, value, moreFirsts, more);
    }

    private RadixTree<V> removed(int slot) {
        int rest = children.length - 1;
        char[] fewerFirsts = Arrays.copyOf(firsts, rest);
        RadixTree<V>[] fewer = Arrays.copyOf(children, rest);
        System.arraycopy(firsts, slot + 1, fewerFirsts, slot, rest - slot);
        System.arraycopy(children, slot + 1, fewer, slot, rest - slot);
        return new RadixTree<>(edge, value, fewerFirsts, fewer);
    }

    private static int commonLength(String edge, String key, int at) {
        int longest = Math.min(edge.length(), key.length() - at);
        int length = 0;
        while (length < longest && edge.charAt(length) == key.charAt(at + length)) {
            length++;
        }
        return length;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // generic arrays cannot be made otherwise
    private static <V> RadixTree<V>[] array(int length) {
        return (RadixTree<V>[]) new RadixTree[length];
    }
}
