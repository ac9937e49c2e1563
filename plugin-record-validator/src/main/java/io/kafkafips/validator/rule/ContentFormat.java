package io.kafkafips.validator.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The forms in which keys are commonly written. Each is decided from at most 36 bytes. */
enum ContentFormat {
    UUID {
        @Override
        boolean accepts(Octets text) {
            if (text.length() != 36) {
                return false;
            }
            for (int i = 0; i < 36; i++) {
                boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
                if (dash ? text.at(i) != '-' : !isHex(text.at(i))) {
                    return false;
                }
            }
            return true;
        }
    },

    ULID {
        // 128 bits in 26 characters of 5 bits: the first one has 3.
        @Override
        boolean accepts(Octets text) {
            if (text.length() != 26 || text.at(0) < '0' || text.at(0) > '7') {
                return false;
            }
            for (int i = 1; i < 26; i++) {
                if (CROCKFORD.indexOf(Character.toUpperCase((char) text.at(i))) < 0) {
                    return false;
                }
            }
            return true;
        }
    },

    INT32 {
        @Override
        boolean accepts(Octets text) {
            return isInteger(text, "2147483647", "2147483648");
        }
    },

    INT64 {
        @Override
        boolean accepts(Octets text) {
            return isInteger(text, "9223372036854775807", "9223372036854775808");
        }
    },

    BINARY_INT32 {
        @Override
        boolean accepts(Octets text) {
            return text.length() == Integer.BYTES;
        }
    },

    BINARY_INT64 {
        @Override
        boolean accepts(Octets text) {
            return text.length() == Long.BYTES;
        }
    };

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    abstract boolean accepts(Octets text);

    /** As an option names it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(ContentFormat::word).toList();
    }

    static ContentFormat of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static boolean isHex(int character) {
        return character < 0x80 && Character.digit(character, 16) >= 0;
    }

    /** A decimal number as Java prints it, up to the magnitude that its sign allows. */
    private static boolean isInteger(Octets text, String greatest, String greatestNegative) {
        boolean negative = text.length() > 0 && text.at(0) == '-';
        int start = negative ? 1 : 0;
        int digits = text.length() - start;
        String limit = negative ? greatestNegative : greatest;
        if (digits < 1 || digits > limit.length() || (text.at(start) == '0' && text.length() > 1)) {
            return false;
        }
        int compared = 0;
        for (int i = 0; i < digits; i++) {
            int digit = text.at(start + i);
            if (digit < '0' || digit > '9') {
                return false;
            }
            compared = compared == 0 ? digit - limit.charAt(i) : compared;
        }
        return digits < limit.length() || compared <= 0;
    }
}
