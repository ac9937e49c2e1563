package io.kafkafips.validator.rule;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A range of bytes of a record as an array. A view where the buffer has an array, a copy where it has none; not to be written to,
 * nor kept longer than the record.
 */
public final class Octets {
    private final byte[] array;
    private final int from;
    private final int to;

    /**
     * A range of an array.
     *
     * @param from index of the first byte
     * @param to index after the last byte
     */
    public Octets(byte[] array, int from, int to) {
        this.array = array;
        this.from = from;
        this.to = to;
    }

    /** What a buffer has between its position and its limit. The buffer is left as it is. */
    public static Octets of(ByteBuffer buffer) {
        int length = buffer.remaining();
        if (buffer.hasArray()) {
            int from = buffer.arrayOffset() + buffer.position();
            return new Octets(buffer.array(), from, from + length);
        }
        byte[] copy = new byte[length];
        buffer.duplicate().get(copy);
        return new Octets(copy, 0, length);
    }

    /** A whole array. */
    public static Octets of(byte[] array) {
        return new Octets(array, 0, array.length);
    }

    /** What holds the bytes, and perhaps others around them. */
    public byte[] array() {
        return array;
    }

    /** The index of the first byte in the array. */
    public int from() {
        return from;
    }

    /** The index after the last byte in the array. */
    public int to() {
        return to;
    }

    public int length() {
        return to - from;
    }

    /** The byte at an index that counts from the start of the range, from 0 to 255. */
    public int at(int index) {
        return array[from + index] & 0xFF;
    }

    /** A part of the range, the indexes counting from its start. */
    public Octets slice(int start, int end) {
        return new Octets(array, from + start, from + end);
    }

    /** An array that has these bytes alone: the one behind the view if that is so. */
    public byte[] toArray() {
        return from == 0 && to == array.length ? array : Arrays.copyOfRange(array, from, to);
    }
}
