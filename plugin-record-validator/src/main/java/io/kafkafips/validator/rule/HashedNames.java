package io.kafkafips.validator.rule;

/**
 * The names that the objects with many of them have so far. Belongs to one thread, can be used again.
 *
 * <p>Names are told apart by {@link SecretHash} alone, since its key is a secret of this JVM: a sender can neither make two names
 * collide, which would refuse a good record, nor make the table slow. Entries are told from those of earlier texts by their object's
 * number, which no two objects share, so that the table need not be cleared.
 */
final class HashedNames {
    private static final int SMALLEST = 64;

    /** What a thread keeps when it has met a text with many names: 48 KiB. */
    private static final int LARGEST_KEPT = 4096;

    private final SecretHash hash = new SecretHash();

    private long[] hashes = new long[SMALLEST];
    private int[] owners = new int[SMALLEST];
    private int names;

    private int lastObject;
    private int firstObject;

    /**
     * Begins with a text.
     *
     * @param length in bytes: it has fewer objects
     */
    void begin(int length) {
        names = 0;
        hash.trim(LARGEST_KEPT);
        if (owners.length > LARGEST_KEPT || lastObject > Integer.MAX_VALUE - length - 1) {
            hashes = new long[SMALLEST];
            owners = new int[SMALLEST];
            lastObject = 0;
        }
        firstObject = lastObject + 1;
    }

    /** The number of another object. */
    int newObject() {
        return ++lastObject;
    }

    /**
     * Notes a name, unless its object has it.
     *
     * @param object its number
     * @param from the first byte between the quotes
     * @param to the closing quote
     * @param escaped whether there are escapes among these
     */
    boolean add(int object, byte[] text, int from, int to, boolean escaped) {
        return add(hash.of(text, from, to, escaped), object);
    }

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
