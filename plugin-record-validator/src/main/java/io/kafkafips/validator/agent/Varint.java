package io.kafkafips.validator.agent;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Kafka's variable-length integer: zigzag, seven bits an octet, the lowest first, at most five octets. */
final class Varint {
    private static final int MOST_BITS = 35;

    private Varint() {}

    /**
     * Reads one.
     *
     * @throws EOFException when the stream ends before it does
     * @throws IOException when it is longer than five octets
     */
    static int read(InputStream in) throws IOException {
        int value = 0;
        for (int shift = 0; shift < MOST_BITS; shift += 7) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException();
            }
            value |= (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new IOException("a varint of more than 5 bytes");
    }

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
}
