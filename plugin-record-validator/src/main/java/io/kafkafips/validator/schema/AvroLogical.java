package io.kafkafips.validator.schema;

import java.math.BigInteger;
import java.util.function.LongPredicate;

/** Logical types of Avro: what they ask beyond the type that they are written in, where the rule is told to look. */
final class AvroLogical {
    private static final int UUID_CHARACTERS = 36;

    /** Far beyond what anyone writes; a schema with more would make the making of its bound the work. */
    private static final int MOST_DIGITS = 1_000;

    private static final double BITS_PER_DIGIT = Math.log(10) / Math.log(2);

    private AvroLogical() {}

    /** A number in two's complement of at most so many digits. */
    record Decimal(AvroType bytes, boolean prefixed, int precision, BigInteger limit) implements AvroType {
        /** @throws SchemaRefused when it is of too many digits */
        static Decimal of(AvroType bytes, boolean prefixed, int precision) {
            if (precision > MOST_DIGITS) {
                throw new SchemaRefused(
                        "it has a decimal of the precision " + precision, "a precision of at most " + MOST_DIGITS);
            }
            return new Decimal(bytes, prefixed, precision, BigInteger.TEN.pow(precision));
        }

        @Override
        public void check(AvroCursor in) {
            int from = in.position();
            bytes.check(in);
            if (in.logicalTypes()) {
                int to = in.position();
                if (!fits(in.array(), prefixed ? afterLength(in.array(), from) : from, to)) {
                    throw new Misfit("a decimal of at most " + precision + " digits");
                }
            }
        }

        private static int afterLength(byte[] array, int from) {
            int at = from;
            while (array[at] < 0) {
                at++;
            }
            return at + 1;
        }

        /** Bytes that only repeat the sign are passed over: what is left is short, or too much. */
        private boolean fits(byte[] array, int from, int to) {
            int at = from;
            while (at + 1 < to && (array[at] == 0 || array[at] == -1) && (array[at] ^ array[at + 1]) >= 0) {
                at++;
            }
            int length = to - at;
            return length > 0
                    && length <= (int) (precision * BITS_PER_DIGIT / Byte.SIZE) + 2
                    && new BigInteger(array, at, length).abs().compareTo(limit) < 0;
        }
    }

    /** A UUID in its 36 characters. */
    record Uuid() implements AvroType {
        @Override
        public void check(AvroCursor in) {
            int from = in.position();
            in.readString();
            if (in.logicalTypes() && !isUuid(in.array(), from, in.position())) {
                throw new Misfit("a UUID in 36 characters");
            }
        }

        private static boolean isUuid(byte[] array, int from, int to) {
            if (to - from != 1 + UUID_CHARACTERS) {
                return false;
            }
            for (int i = 0; i < UUID_CHARACTERS; i++) {
                byte b = array[from + 1 + i];
                boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
                if (dash ? b != '-' : b < 0 || Character.digit((char) b, 16) < 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A number in a range. */
    record Ranged(boolean wide, LongPredicate range, String expectation) implements AvroType {
        @Override
        public void check(AvroCursor in) {
            long value = wide ? in.readLong() : in.readInt();
            if (in.logicalTypes() && !range.test(value)) {
                throw new Misfit(expectation);
            }
        }
    }
}
