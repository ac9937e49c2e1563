package io.kafkafips.validator.rule;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight octets of an array at once, and the arithmetic on them in which each octet is a lane. */
final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private Words() {}

    /** The octets at a position, the first the lowest. */
    static long at(byte[] array, int index) {
        return (long) LONGS.get(array, index);
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

    /** The position, from 0, of the lowest octet whose highest bit is set. */
    static int first(long lanes) {
        return Long.numberOfTrailingZeros(lanes) >>> 3;
    }
}
