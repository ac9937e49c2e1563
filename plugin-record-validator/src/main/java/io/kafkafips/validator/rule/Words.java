package io.kafkafips.validator.rule;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Eight or four octets of an array at once, and the arithmetic on them in which each octet is a lane. */
final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;
    private static final long ZEROS = '0' * ONES;

    /** Added to a value from 10 to 127 it sets the highest bit of the octet, added to a digit's it does not. */
    private static final long ABOVE_NINE = (0x80 - 10) * ONES;

    private Words() {}

    /** The octets at a position, the first the lowest. */
    static long at(byte[] array, int index) {
        return (long) LONGS.get(array, index);
    }

    /** Four octets at a position, the first the lowest. */
    static int fourAt(byte[] array, int index) {
        return (int) INTS.get(array, index);
    }

    /** What {@link #fourAt} makes of four ASCII characters. */
    static int of(String four) {
        return fourAt(four.getBytes(StandardCharsets.US_ASCII), 0);
    }

    /**
     * Where a JSON string does not just go on: a quote, a backslash, a control character, or no ASCII. Of the octets below 80 a
     * subtraction sets the highest bit when they are less than what is taken, or when a lower octet borrows: so the lowest bit that
     * is set is right, and that is all that is asked for.
     *
     * @return 0, or {@link #first} tells the first such octet
     */
    static long stops(long word) {
        return (((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | (word - SPACES) | word) & HIGHEST_BITS;
    }

    /**
     * Where something else than digits is. The lowest bit that is set is right, as with {@link #stops}: only what follows an octet that is
     * no digit can be mistaken.
     *
     * @return 0, or {@link #first} tells the first such octet
     */
    static long noDigits(long word) {
        long values = word ^ ZEROS;
        return ((values + ABOVE_NINE) | values) & HIGHEST_BITS;
    }

    /** The position, from 0, of the lowest octet whose highest bit is set. */
    static int first(long lanes) {
        return Long.numberOfTrailingZeros(lanes) >>> 3;
    }
}
