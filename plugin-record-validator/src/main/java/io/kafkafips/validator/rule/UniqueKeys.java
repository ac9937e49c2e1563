package io.kafkafips.validator.rule;

import java.util.Arrays;

/**
 * The names that the objects of a JSON text have so far. Belongs to one thread, can be used again.
 *
 * <p>An object has few names as a rule: those are compared one by one, eight bytes of each at once, and are forgotten when the object
 * ends. One that has more, or one with an escape in it, is among {@link HashedNames} from there on, so that time stays linear in
 * the length of the text whatever a sender writes.
 */
final class UniqueKeys {
    private static final int FEW = 12;

    private final HashedNames many = new HashedNames();

    /** Of the open objects, outermost first: where a name is in the text, its length, and its first eight bytes. */
    private int[] froms = new int[4 * FEW];

    private int[] lengths = new int[4 * FEW];
    private long[] words = new long[4 * FEW];
    private int top;

    /** Where the names of the object at each level begin. */
    private int[] bases = new int[16];

    /** The number of the object at each level among those with many names; 0 when it has few. */
    private int[] numbers = new int[16];

    /**
     * Begins with a text.
     *
     * @param length in bytes: it has fewer objects
     */
    void begin(int length) {
        top = 0;
        many.begin(length);
    }

    /** Begins with an object at a level of nesting; the outermost is 1. */
    void enter(int level) {
        if (level >= bases.length) {
            bases = Arrays.copyOf(bases, level * 2);
            numbers = Arrays.copyOf(numbers, level * 2);
        }
        bases[level] = top;
        numbers[level] = 0;
    }

    /** Ends with the object at a level, which is the last one that was entered there. */
    void leave(int level) {
        top = bases[level];
    }

    /**
     * Notes a name, unless its object has it.
     *
     * @param level of the object, which is the last one that was entered there
     * @param from the first byte between the quotes
     * @param to the closing quote
     * @param escaped whether there are escapes among these
     */
    boolean add(int level, byte[] text, int from, int to, boolean escaped) {
        if (numbers[level] != 0 || escaped || top - bases[level] == FEW) {
            return addToMany(level, text, from, to, escaped);
        }
        int length = to - from;
        long word = firstBytes(text, from, length);
        for (int i = bases[level]; i < top; i++) {
            if (words[i] == word && lengths[i] == length && hasSameRest(text, froms[i], from, length)) {
                return false;
            }
        }
        if (top == words.length) {
            froms = Arrays.copyOf(froms, top * 2);
            lengths = Arrays.copyOf(lengths, top * 2);
            words = Arrays.copyOf(words, top * 2);
        }
        froms[top] = from;
        lengths[top] = length;
        words[top++] = word;
        return true;
    }

    private boolean addToMany(int level, byte[] text, int from, int to, boolean escaped) {
        if (numbers[level] == 0) {
            numbers[level] = many.newObject();
            for (int i = bases[level]; i < top; i++) {
                many.add(numbers[level], text, froms[i], froms[i] + lengths[i], false);
            }
        }
        return many.add(numbers[level], text, from, to, escaped);
    }

    /** The first eight bytes of a name, or all that it has. */
    private static long firstBytes(byte[] text, int from, int length) {
        if (from + Long.BYTES > text.length) {
            long bytes = 0;
            for (int i = Math.min(length, text.length - from) - 1; i >= 0; i--) {
                bytes = (bytes << Byte.SIZE) | (text[from + i] & 0xFF);
            }
            return bytes;
        }
        long word = Words.at(text, from);
        return length >= Long.BYTES ? word : word & ((1L << (length * Byte.SIZE)) - 1);
    }

    private static boolean hasSameRest(byte[] text, int one, int other, int length) {
        return length <= Long.BYTES
                || Arrays.equals(text, one + Long.BYTES, one + length, text, other + Long.BYTES, other + length);
    }
}
