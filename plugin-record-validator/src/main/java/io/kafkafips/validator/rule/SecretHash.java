package io.kafkafips.validator.rule;

import java.util.Arrays;
import java.util.UUID;

/**
 * A hash of the names in a JSON text: the polynomial of their UTF-8 bytes, seven at a time, modulo the Mersenne prime 2^61-1 at a
 * secret point (Carter and Wegman's universal family). Two different names of n bytes collide with a probability of n/7 in 2^61,
 * whoever chose them without the point. Belongs to one thread.
 */
final class SecretHash {
    private static final long PRIME = (1L << 61) - 1;
    private static final int BLOCK = 7;

    /** The point: 57 random bits, which no answer to a sender depends on but by a collision. */
    private final long point = UUID.randomUUID().getMostSignificantBits() >>> 3;

    private byte[] resolved = new byte[32];

    /**
     * The hash of a string.
     *
     * @param from the first byte between the quotes
     * @param to the closing quote
     * @param escaped whether there are escapes among these
     */
    long of(byte[] bytes, int from, int to, boolean escaped) {
        if (!escaped) {
            return hash(bytes, from, to);
        }
        int length = resolve(bytes, from, to);
        return hash(resolved, 0, length);
    }

    private long hash(byte[] bytes, int from, int to) {
        long sum = 0;
        int at = from;
        for (int next = from + BLOCK; next <= to; at = next, next += BLOCK) {
            sum = timesPointPlus(sum, block(bytes, at, next));
        }
        return timesPointPlus(timesPointPlus(sum, block(bytes, at, to)), (long) to - from);
    }

    /** At most seven bytes. */
    private static long block(byte[] bytes, int from, int to) {
        if (from + Long.BYTES <= bytes.length) {
            return Words.at(bytes, from) & ((1L << ((to - from) * Byte.SIZE)) - 1);
        }
        long block = 0;
        for (int at = to - 1; at >= from; at--) {
            block = (block << Byte.SIZE) | (bytes[at] & 0xFF);
        }
        return block;
    }

    private long timesPointPlus(long value, long addend) {
        long sum = timesPoint(value) + addend;
        return sum >= PRIME ? sum - PRIME : sum;
    }

    private long timesPoint(long value) {
        long low = value * point;
        long high = Math.multiplyHigh(value, point);
        long sum = (low & PRIME) + (high << 3 | low >>> 61);
        return sum >= PRIME ? sum - PRIME : sum;
    }

    /** Writes the string's UTF-8 without escapes. A lone surrogate, which UTF-8 has no form for, is written as three bytes. */
    private int resolve(byte[] bytes, int from, int to) {
        if (resolved.length < to - from) {
            resolved = new byte[Math.max(to - from, 32)];
        }
        int length = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] != '\\') {
                resolved[length++] = bytes[at];
            } else if (bytes[++at] != 'u') {
                resolved[length++] = plain(bytes[at]);
            } else {
                int unit = unit(bytes, at + 1);
                at += 4;
                int low = isHighSurrogate(unit) && to - at > 6 && bytes[at + 1] == '\\' && bytes[at + 2] == 'u'
                        ? unit(bytes, at + 3)
                        : 0;
                boolean pair = low >= Character.MIN_LOW_SURROGATE && low <= Character.MAX_LOW_SURROGATE;
                at += pair ? 6 : 0;
                length = write(pair ? Character.toCodePoint((char) unit, (char) low) : unit, length);
            }
        }
        return length;
    }

    private static boolean isHighSurrogate(int unit) {
        return unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
    }

    private static byte plain(byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }

    private static int unit(byte[] bytes, int at) {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            unit = unit << 4 | Character.digit(bytes[at + i], 16);
        }
        return unit;
    }

    private int write(int codePoint, int start) {
        int length = start;
        if (codePoint < 0x80) {
            resolved[length++] = (byte) codePoint;
            return length;
        }
        int more = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
        resolved[length++] = (byte) (0xF0 << (3 - more) | codePoint >> (6 * more));
        for (int i = more - 1; i >= 0; i--) {
            resolved[length++] = (byte) (0x80 | (codePoint >> (6 * i) & 0x3F));
        }
        return length;
    }

    /** Forgets what a long name has left behind. */
    void trim(int most) {
        if (resolved.length > most) {
            resolved = Arrays.copyOf(resolved, most);
        }
    }
}
