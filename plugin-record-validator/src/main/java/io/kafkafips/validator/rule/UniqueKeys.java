package io.kafkafips.validator.rule;

import java.util.Arrays;

/**
 * A finder of names that an object of a well-formed JSON text has twice. One pass over the bytes, without recursion. Belongs to one
 * thread, can be used again.
 *
 * <p>Names are told apart by {@link SecretHash} alone, since its key is a secret of this JVM: a sender can neither make two names
 * collide, which would refuse a good record, nor make the table slow. Entries are told from those of earlier texts by their object's
 * number, which no two objects share, so that the table need not be cleared.
 */
final class UniqueKeys {
    private static final int SMALLEST = 64;

    /** What a thread keeps when it has met a text with many names: 48 KiB. */
    private static final int LARGEST_KEPT = 4096;

    private final SecretHash hash = new SecretHash();

    private long[] hashes = new long[SMALLEST];
    private int[] owners = new int[SMALLEST];
    private int names;

    /** Number of the object at each level, outermost first; 0 for an array. */
    private int[] levels = new int[16];

    private int depth;
    private int lastObject;
    private int firstObject;

    /** The place of the second of two equal names, counted from the start of the text; -1 when there is none. */
    int repeatedAt(Octets text) {
        begin(text.length());
        byte[] bytes = text.array();
        int end = text.to();
        boolean name = false;
        for (int at = text.from(); at < end; at++) {
            switch (bytes[at]) {
                case '{' -> {
                    enter(++lastObject);
                    name = true;
                }
                case '[' -> {
                    enter(0);
                    name = false;
                }
                case '}', ']' -> depth--;
                case ',' -> name = levels[depth] != 0;
                case ':' -> name = false;
                case '"' -> {
                    if (!name) {
                        at = SecretHash.closingQuote(bytes, at + 1);
                    } else if (add(hash.of(bytes, at + 1), levels[depth])) {
                        at = hash.closingQuote();
                    } else {
                        return at - text.from();
                    }
                }
                default -> {
                    // a number, a literal or white space
                }
            }
        }
        return -1;
    }

    private void begin(int length) {
        depth = 0;
        names = 0;
        hash.trim(LARGEST_KEPT);
        if (owners.length > LARGEST_KEPT || lastObject > Integer.MAX_VALUE - length - 1) {
            hashes = new long[SMALLEST];
            owners = new int[SMALLEST];
            lastObject = 0;
        }
        firstObject = lastObject + 1;
    }

    private void enter(int object) {
        depth++;
        if (depth == levels.length) {
            levels = Arrays.copyOf(levels, depth * 2);
        }
        levels[depth] = object;
    }

    /** Notes a name, unless its object has it. */
    private boolean add(long nameHash, int object) {
        if (names * 2 >= owners.length) {
            grow();
        }
        int mask = owners.length - 1;
        int slot = slot(nameHash, object, mask);
        while (owners[slot] >= firstObject) {
            if (hashes[slot] == nameHash && owners[slot] == object) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        hashes[slot] = nameHash;
        owners[slot] = object;
        names++;
        return true;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldOwners = owners;
        int size = oldOwners.length * 2;
        hashes = new long[size];
        owners = new int[size];
        for (int i = 0; i < oldOwners.length; i++) {
            if (oldOwners[i] >= firstObject) {
                int slot = slot(oldHashes[i], oldOwners[i], size - 1);
                while (owners[slot] >= firstObject) {
                    slot = slot + 1 & size - 1;
                }
                hashes[slot] = oldHashes[i];
                owners[slot] = oldOwners[i];
            }
        }
    }

    /** Spreads the names of one object by their hash, and a name that many objects have by the objects' numbers. */
    private static int slot(long nameHash, int object, int mask) {
        long mixed = nameHash + object * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ mixed >>> 32) & mask;
    }
}
