package io.kafkafips.validator.schema;

import io.kafkafips.validator.rule.Octets;
import io.kafkafips.validator.rule.Utf8;

/**
 * A bounded reader of Avro's binary encoding: it moves over what is there and builds nothing, so that a length or a count that a
 * sender claims costs nothing. Stricter than Avro's decoder where that one accepts what no encoder writes: bits beyond the width of
 * a number, booleans other than 0 and 1, blocks of another size than they say.
 */
final class AvroCursor {
    private static final int CONTINUES = 0x80;
    private static final int NEVER_ENDS = -1;

    private final byte[] bytes;
    private final Octets whole;
    private final int end;
    private final AvroLimits limits;
    private int at;
    private int depth;
    private long items;

    AvroCursor(Octets content, AvroLimits limits) {
        bytes = content.array();
        whole = Octets.of(bytes);
        at = content.from();
        end = content.to();
        this.limits = limits;
    }

    byte[] array() {
        return bytes;
    }

    int position() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    boolean logicalTypes() {
        return limits.logicalTypes();
    }

    void enter() {
        if (++depth > limits.maxDepth()) {
            throw tooDeep();
        }
    }

    void leave() {
        depth--;
    }

    /** Holds a nesting inside this one against the limit, where there is nothing of it to read. */
    void requireRoom(int levels) {
        if (levels > limits.maxDepth() - depth) {
            throw tooDeep();
        }
    }

    private Misfit tooDeep() {
        return new Misfit("a nesting of at most " + limits.maxDepth());
    }

    /** Counts elements of arrays and entries of maps, of the whole datum. */
    void countItems(long more) {
        if (more < 0 || more > limits.maxItems() - items) {
            throw new Misfit("at most " + limits.maxItems() + " elements of arrays and entries of maps");
        }
        items += more;
    }

    void skip(int count, String what) {
        if (count > end - at) {
            throw new Misfit("the rest of " + what);
        }
        at += count;
    }

    void readBoolean() {
        if (at == end || (bytes[at] & ~1) != 0) {
            throw new Misfit("a boolean");
        }
        at++;
    }

    int readInt() {
        long value = varint("an int", 4, 0x0F);
        return (int) (value >>> 1) ^ -(int) (value & 1);
    }

    long readLong() {
        long value = varint("a long", 9, 0x01);
        return (value >>> 1) ^ -(value & 1);
    }

    /** @param lastShift how many bytes may continue; the one after them holds the highest bits, of which there are few */
    private long varint(String what, int lastShift, int highest) {
        long value = 0;
        for (int i = 0; at < end; i++) {
            int b = bytes[at++];
            if (i == lastShift && (b & ~highest) != 0) {
                throw new Misfit(what + " of no more bits");
            }
            value |= (long) (b & 0x7F) << (7 * i);
            if ((b & CONTINUES) == 0) {
                return value;
            }
        }
        throw new Misfit("the rest of " + what);
    }

    /** The length of what follows, which is all there. */
    int readLength(String what) {
        long length = readLong();
        if (length < 0 || length > end - at) {
            throw new Misfit("the rest of " + what + ", of a length that is not negative");
        }
        return (int) length;
    }

    void readString() {
        int length = readLength("a string");
        if (Utf8.malformedAt(whole.slice(at, at + length)) >= 0) {
            throw new Misfit("a string in UTF-8");
        }
        at += length;
    }

    /** The blocks of an array or a map. */
    Blocks blocks() {
        return new Blocks();
    }

    /** The blocks of one array or map, one after the other. */
    final class Blocks {
        private int blockEnd = NEVER_ENDS;

        /** How many items the next block has; 0 after the last. */
        long next() {
            if (blockEnd != NEVER_ENDS && blockEnd != at) {
                throw new Misfit("a block of as many bytes as it says");
            }
            blockEnd = NEVER_ENDS;
            long count = readLong();
            if (count < 0) {
                count = -count;
                int size = readLength("a block");
                blockEnd = at + size;
            }
            if (count < 0) {
                throw new Misfit("a count of items");
            }
            countItems(count);
            return count;
        }
    }
}
