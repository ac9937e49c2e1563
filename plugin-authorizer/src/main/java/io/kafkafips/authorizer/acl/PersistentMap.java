package io.kafkafips.authorizer.acl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from strings; every change makes a new map that shares all but a few small arrays with the old one.
 *
 * <p>A hash array mapped trie (P. Bagwell, <i>Ideal Hash Trees</i>, 2001): six bits of the hash choose one of up to 64 children at
 * each level, and a bitmap keeps the array of children dense. 100,000 entries are three levels deep, so an update copies
 * about a hundred and fifty references and a look-up makes no garbage.
 */
@SuppressWarnings("ReferenceEquality") // the same node is an unchanged map
final class PersistentMap<V> {
    private static final int BITS = 6;
    private static final int MASK = (1 << BITS) - 1;

    private static final PersistentMap<?> EMPTY = new PersistentMap<>(null);

    private final @Nullable Node<V> root;

    private PersistentMap(@Nullable Node<V> root) {
        this.root = root;
    }

    @SuppressWarnings("unchecked") // it holds no value
    static <V> PersistentMap<V> empty() {
        return (PersistentMap<V>) EMPTY;
    }

    @Nullable
    V get(String key) {
        return root == null ? null : root.get(key, hash(key), 0);
    }

    PersistentMap<V> with(String key, V value) {
        return with(key, old -> value, false);
    }

    /**
     * The map with another value for a key, on a map that nobody else has seen yet: instead of copies of its nodes it may return itself,
     * changed.
     */
    PersistentMap<V> filledWith(String key, Update<V> update) {
        return with(key, update, true);
    }

    private PersistentMap<V> with(String key, Update<V> update, boolean inPlace) {
        int hash = hash(key);
        Node<V> next = root == null ? new Leaf<>(key, hash, update.of(null)) : root.with(key, hash, update, 0, inPlace);
        return next == root ? this : new PersistentMap<>(next);
    }

    PersistentMap<V> without(String key) {
        if (root == null) {
            return this;
        }
        Node<V> rest = root.without(key, hash(key), 0);
        return rest == root ? this : new PersistentMap<>(rest);
    }

    private static int hash(String key) {
        int hash = key.hashCode();
        return hash ^ (hash >>> 16);
    }

    private sealed interface Node<V> {
        @Nullable
        V get(String key, int hash, int shift);

        Node<V> with(String key, int hash, Update<V> update, int shift, boolean inPlace);

        /** Itself when the key is absent, {@code null} when nothing is left. */
        @Nullable
        Node<V> without(String key, int hash, int shift);
    }

    private record Leaf<V>(String key, int hash, V value) implements Node<V> {
        @Override
        public @Nullable V get(String wanted, int wantedHash, int shift) {
            return hash == wantedHash && key.equals(wanted) ? value : null;
        }

        @Override
        public Node<V> with(String other, int otherHash, Update<V> update, int shift, boolean inPlace) {
            if (hash != otherHash) {
                return Branch.<V>of(this, hash, shift).with(other, otherHash, update, shift, true);
            }
            return key.equals(other)
                    ? new Leaf<>(key, hash, update.of(value))
                    : new Collision<>(hash, List.of(this, new Leaf<>(other, hash, update.of(null))));
        }

        @Override
        public @Nullable Node<V> without(String unwanted, int unwantedHash, int shift) {
            return hash == unwantedHash && key.equals(unwanted) ? null : this;
        }
    }

    /** Two or more keys with the same 32 bits of hash. */
    private record Collision<V>(int hash, List<Leaf<V>> leaves) implements Node<V> {
        @Override
        public @Nullable V get(String key, int wantedHash, int shift) {
            for (Leaf<V> leaf : leaves) {
                if (leaf.key.equals(key)) {
                    return leaf.value;
                }
            }
            return null;
        }

        @Override
        public Node<V> with(String key, int otherHash, Update<V> update, int shift, boolean inPlace) {
            if (hash != otherHash) {
                return Branch.<V>of(this, hash, shift).with(key, otherHash, update, shift, true);
            }
            List<Leaf<V>> more = others(key);
            more.add(new Leaf<>(key, hash, update.of(get(key, hash, shift))));
            return new Collision<>(hash, more);
        }

        @Override
        public Node<V> without(String key, int unwantedHash, int shift) {
            List<Leaf<V>> rest = others(key);
            if (rest.size() == leaves.size()) {
                return this;
            }
            return rest.size() == 1 ? rest.get(0) : new Collision<>(hash, rest);
        }

        private List<Leaf<V>> others(String key) {
            List<Leaf<V>> others = new ArrayList<>(leaves);
            others.removeIf(leaf -> leaf.key.equals(key));
            return others;
        }
    }

    private static final class Branch<V> implements Node<V> {
        private final long bitmap;
        private final Node<V>[] children;

        private Branch(long bitmap, Node<V>[] children) {
            this.bitmap = bitmap;
            this.children = children;
        }

        static <V> Branch<V> of(Node<V> only, int hash, int shift) {
            Node<V>[] children = array(1);
            children[0] = only;
            return new Branch<>(bit(hash, shift), children);
        }

        /** A loop rather than a call for each level: most of a decision is spent here. */
        @Override
        public @Nullable V get(String key, int hash, int shift) {
            Node<V> node = this;
            int level = shift;
            while (node instanceof Branch<V> branch) {
                long bit = bit(hash, level);
                if ((branch.bitmap & bit) == 0) {
                    return null;
                }
                node = branch.children[branch.slot(bit)];
                level += BITS;
            }
            return node.get(key, hash, level);
        }

        @Override
        public Node<V> with(String key, int hash, Update<V> update, int shift, boolean inPlace) {
            long bit = bit(hash, shift);
            int slot = slot(bit);
            if ((bitmap & bit) != 0) {
                Node<V> child = children[slot].with(key, hash, update, shift + BITS, inPlace);
                if (inPlace) {
                    children[slot] = child;
                    return this;
                }
                return replaced(slot, child);
            }
            Node<V>[] more = array(children.length + 1);
            System.arraycopy(children, 0, more, 0, slot);
            more[slot] = new Leaf<>(key, hash, update.of(null));
            System.arraycopy(children, slot, more, slot + 1, children.length - slot);
            return new Branch<>(bitmap | bit, more);
        }

        @Override
        public @Nullable Node<V> without(String key, int hash, int shift) {
            long bit = bit(hash, shift);
            if ((bitmap & bit) == 0) {
                return this;
            }
            int slot = slot(bit);
            Node<V> rest = children[slot].without(key, hash, shift + BITS);
            if (rest == children[slot]) {
                return this;
            }
            return rest == null ? shrunk(bit, slot) : collapsed(replaced(slot, rest));
        }

        private @Nullable Node<V> shrunk(long bit, int slot) {
            if (children.length == 1) {
                return null;
            }
            Node<V>[] fewer = array(children.length - 1);
            System.arraycopy(children, 0, fewer, 0, slot);
            System.arraycopy(children, slot + 1, fewer, slot, fewer.length - slot);
            return collapsed(new Branch<>(bitmap & ~bit, fewer));
        }

        /** A leaf needs no branch above it: it carries its whole hash. */
        private static <V> Node<V> collapsed(Branch<V> branch) {
            return branch.children.length == 1 && !(branch.children[0] instanceof Branch) ? branch.children[0] : branch;
        }

        private Branch<V> replaced(int slot, Node<V> child) {
            Node<V>[] same = Arrays.copyOf(children, children.length);
            same[slot] = child;
            return new Branch<>(bitmap, same);
        }

        private int slot(long bit) {
            return Long.bitCount(bitmap & (bit - 1));
        }

        private static long bit(int hash, int shift) {
            return 1L << ((hash >>> shift) & MASK);
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // generic arrays cannot be made otherwise
        private static <V> Node<V>[] array(int length) {
            return (Node<V>[]) new Node[length];
        }
    }
}
