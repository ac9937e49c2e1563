package io.kafkafips.validator.agent;

import java.nio.ByteBuffer;

/** Kafka's variable-length integer: zigzag, seven bits an octet, the lowest first, at most five octets. */
final class Varint {
    /** Of an int. */
    static final int MOST_BYTES = 5;

    /** Of an int, in octets of seven bits. */
    static final int MOST_BITS = 7 * MOST_BYTES;

    /** Of a long. */
    static final int MOST_LONG_BITS = 70;

    private Varint() {}

    static void write(int number, ByteBuffer out) {
        int value = zigzag(number);
        while ((value & ~0x7F) != 0) {
            out.put((byte) ((value & 0x7F) | 0x80));
            value >>>= 7;
        }
        out.put((byte) value);
    }

    static int sizeOf(int number) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(zigzag(number) | 1);
        return (bits + 6) / 7;
    }

    private static int zigzag(int number) {
        return number << 1 ^ number >> 31;
    }

    /** Back from zigzag. */
    static int signed(int number) {
        return number >>> 1 ^ -(number & 1);
    }
}
