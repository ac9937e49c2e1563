package io.kafkafips.authorizer.acl;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from strings that finds every key which is a prefix of a given name in one walk along that name; every change
 * makes a new tree that shares all untouched nodes with the old one.
 *
 * <p>A radix tree (D. R. Morrison, <i>PATRICIA</i>, 1968): a node stands for the characters that all keys below it share. It names them
 * by one of these keys and a length, so that no part of a string is ever copied, and a node can move up or down as it is. A walk
 * costs at most the length of the name, whatever the number of keys and of different prefix lengths, and makes no garbage.
 */
sealed class RadixTree<V> permits RadixTree.Branch {
    static final int KNOWN = 1 << 31;

    private static final char[] NO_CHARS = {};
    private static final RadixTree<?>[] NO_CHILDREN = {};
    private static final RadixTree<?> EMPTY = new RadixTree<>("", 0, null);

    /** Some key of this node or below it, or one that was there once: only its first {@link #length} characters count. */
    private final String key;

    private final int length;
    private final @Nullable V value;

    private RadixTree(String key, int length, @Nullable V value) {
        this.key = key;
        this.length = length;
        this.value = value;
    }

    /** A node with children. Most nodes have none, and are a third smaller. */
    static final class Branch<V> extends RadixTree<V> {
        /** The character of each child that follows those of this node, ascending. */
        private final char[] firsts;

        private final RadixTree<V>[] children;

        /** Zero until asked for. Without volatile: every thread finds the same, and a thread that misses it finds it again. */
        private int bits;

        private Branch(String key, int length, @Nullable V value, char[] firsts, RadixTree<V>[] children) {
            super(key, length, value);
            this.firsts = firsts;
            this.children = children;
        }

        @Override
        char[] firsts() {
            return firsts;
        }

        @Override
        RadixTree<V>[] children() {
            return children;
        }

        @Override
        int bits(Summary<? super V> summary) {
            int known = bits;
            if (known == 0) {
                for (RadixTree<V> child : children) {
                    known |= child.bits(summary);
                }
                known = summary.of(value(), known) | KNOWN;
                bits = known;
            }
            return known;
        }

        @Override
        @Nullable
        RadixTree<V> childOf(String name) {
            if (length() == name.length()) {
                return null;
            }
            int slot = Arrays.binarySearch(firsts, name.charAt(length()));
            return slot < 0 ? null : children[slot];
        }
    }

    /** Sums the values of a subtree up in bits, of which {@link #KNOWN} is the tree's own. One and the same for a tree for all time. */
    @FunctionalInterface
    interface Summary<V> {
        /**
         * The bits of a subtree.
         *
         * @param value the value at its root
         * @param below the bits of everything below that
         */
        int of(@Nullable V value, int below);
    }

    /** What a walk over all values looks at. */
    interface Visitor<V> {
        /** False leaves this subtree out. */
        boolean enters(RadixTree<V> subtree);

        /** False ends the walk. */
        boolean visit(V value);
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
        return value == null && children().length == 0;
    }

    boolean hasChildren() {
        return children().length > 0;
    }

    /** The characters that all keys of this subtree begin with. */
    String prefix() {
        return key.substring(0, length);
    }

    /** What the summary makes of this subtree. Found when first asked for, and kept where it took a look at several nodes. */
    int bits(Summary<? super V> summary) {
        return summary.of(value, 0);
    }

    /** Visits the values of all keys that are a prefix of the name, shortest first; false when the visitor ended the walk. */
    boolean visitPrefixesOf(String name, PrefixVisitor<? super V> visitor) {
        int seen = 0;
        for (RadixTree<V> node = this; node != null; node = node.childOf(name)) {
            if (!node.continues(name, seen)) {
                return true;
            }
            seen = node.length;
            if (node.value != null && !visitor.visit(node.value, seen == name.length())) {
                return false;
            }
        }
        return true;
    }

    /** Visits every value of the subtrees that the visitor enters, in no order that matters; false when it ended the walk. */
    boolean visitAll(Visitor<V> visitor) {
        if (!visitor.enters(this)) {
            return true;
        }
        if (value != null && !visitor.visit(value)) {
            return false;
        }
        for (RadixTree<V> child : children()) {
            if (!child.visitAll(visitor)) {
                return false;
            }
        }
        return true;
    }

    @Nullable
    V get(String wanted) {
        int seen = 0;
        for (RadixTree<V> node = this; node != null; node = node.childOf(wanted)) {
            if (!node.continues(wanted, seen)) {
                return null;
            }
            seen = node.length;
            if (seen == wanted.length()) {
                return node.value;
            }
        }
        return null;
    }

    /** Whether the name has the characters of this node, given that it has so many of them. */
    private boolean continues(String name, int seen) {
        if (length >= name.length()) {
            // equals compares words, regionMatches characters
            return length == name.length()
                    && (length == key.length() ? name.equals(key) : name.regionMatches(seen, key, seen, length - seen));
        }
        return name.regionMatches(seen, key, seen, length - seen);
    }

    /** The child on the way to the name. */
    @Nullable
    RadixTree<V> childOf(String name) {
        return null;
    }

    char[] firsts() {
        return NO_CHARS;
    }

    @SuppressWarnings("unchecked") // an array of nothing fits every type
    RadixTree<V>[] children() {
        return (RadixTree<V>[]) NO_CHILDREN;
    }

    final int length() {
        return length;
    }

    final @Nullable V value() {
        return value;
    }

    RadixTree<V> with(String newKey, V newValue) {
        return with(newKey, old -> newValue, 0, false);
    }

    /**
     * The tree with another value for a key, on a tree that nobody else has seen yet: instead of copies of its nodes it may return
     * itself, changed.
     */
    RadixTree<V> filledWith(String newKey, Update<V> update) {
        return with(newKey, update, 0, true);
    }

    /** Given that the first {@code seen} characters of the new key lead here. */
    private RadixTree<V> with(String newKey, Update<V> update, int seen, boolean inPlace) {
        if (isEmpty()) {
            return leaf(newKey, update.of(null));
        }
        int shared = sharedLength(newKey, seen);
        if (shared < length) {
            RadixTree<V>[] only = array(1);
            only[0] = this;
            RadixTree<V> above = new Branch<>(key, shared, null, new char[] {key.charAt(shared)}, only);
            return above.with(newKey, update, shared, true);
        }
        if (length == newKey.length()) {
            return node(newKey, update.of(value));
        }
        int slot = Arrays.binarySearch(firsts(), newKey.charAt(length));
        if (slot < 0) {
            return inserted(-slot - 1, leaf(newKey, update.of(null)));
        }
        RadixTree<V> child = children()[slot].with(newKey, update, length, inPlace);
        if (inPlace) {
            children()[slot] = child;
            return this;
        }
        return replaced(slot, child);
    }

    private int sharedLength(String other, int seen) {
        int most = Math.min(length, other.length());
        int shared = seen;
        while (shared < most && key.charAt(shared) == other.charAt(shared)) {
            shared++;
        }
        return shared;
    }

    RadixTree<V> without(String unwanted) {
        if (!unwanted.regionMatches(0, key, 0, length)) {
            return this;
        }
        if (length == unwanted.length()) {
            return value == null ? this : node(key, null).normal();
        }
        int slot = Arrays.binarySearch(firsts(), unwanted.charAt(length));
        if (slot < 0) {
            return this;
        }
        RadixTree<V> rest = children()[slot].without(unwanted);
        if (rest == children()[slot]) {
            return this;
        }
        return rest.isEmpty() ? removed(slot).normal() : replaced(slot, rest);
    }

    /** A node without a value is there for its two or more children. */
    private RadixTree<V> normal() {
        if (isEmpty()) {
            return empty();
        }
        return value == null && children().length == 1 ? children()[0] : this;
    }

    private static <V> RadixTree<V> leaf(String key, @Nullable V value) {
        return new RadixTree<>(key, key.length(), value);
    }

    /** The same children under another value. */
    private RadixTree<V> node(String sameKey, @Nullable V newValue) {
        return hasChildren()
                ? new Branch<>(sameKey, length, newValue, firsts(), children())
                : new RadixTree<>(sameKey, length, newValue);
    }

    private RadixTree<V> replaced(int slot, RadixTree<V> child) {
        RadixTree<V>[] same = children().clone();
        same[slot] = child;
        return new Branch<>(key, length, value, firsts(), same);
    }

    private RadixTree<V> inserted(int slot, RadixTree<V> child) {
        int count = children().length;
        char[] moreFirsts = Arrays.copyOf(firsts(), count + 1);
        RadixTree<V>[] more = array(count + 1);
        System.arraycopy(children(), 0, more, 0, slot);
        System.arraycopy(firsts(), slot, moreFirsts, slot + 1, count - slot);
        System.arraycopy(children(), slot, more, slot + 1, count - slot);
        moreFirsts[slot] = child.key.charAt(length);
        more[slot] = child;
        return new Branch<>(key, length, value, moreFirsts, more);
    }

    private RadixTree<V> removed(int slot) {
        int rest = children().length - 1;
        if (rest == 0) {
            return new RadixTree<>(key, length, value);
        }
        char[] fewerFirsts = Arrays.copyOf(firsts(), rest);
        RadixTree<V>[] fewer = Arrays.copyOf(children(), rest);
        System.arraycopy(firsts(), slot + 1, fewerFirsts, slot, rest - slot);
        System.arraycopy(children(), slot + 1, fewer, slot, rest - slot);
        return new Branch<>(key, length, value, fewerFirsts, fewer);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // generic arrays cannot be made otherwise
    private static <V> RadixTree<V>[] array(int count) {
        return (RadixTree<V>[]) new RadixTree[count];
    }
}
