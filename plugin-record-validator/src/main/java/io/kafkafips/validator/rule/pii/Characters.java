package io.kafkafips.validator.rule.pii;

import io.kafkafips.validator.rule.Octets;

/**
 * A text as the ASCII characters that its bytes stand for, read forward. A backslash and what follows it is read as JSON's escape
 * where it is one, and as itself where it is none, so that a digit written as {@code \}{@code u0034} is seen in a JSON text.
 * Every byte of a character above U+007F is {@link #OTHER}. Belongs to one thread.
 */
final class Characters {
    /** Before the first and after the last character. */
    static final int NONE = -1;

    /** A character that is not ASCII, or a part of it. */
    static final int OTHER = 0x80;

    private static final int UNICODE_ESCAPE = 6;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;
    private int width;
    private long reads;

    Characters(Octets text) {
        bytes = text.array();
        start = text.from();
        end = text.to();
        at = start;
    }

    /** The character here, {@link #NONE} at the end. */
    int current() {
        reads++;
        if (at >= end) {
            width = 0;
            return NONE;
        }
        int octet = bytes[at] & 0xFF;
        if (octet == '\\') {
            return escape();
        }
        width = 1;
        return Math.min(octet, OTHER);
    }

    /** Goes past the character that {@link #current} returned last. */
    void advance() {
        at += width;
    }

    /** Goes one character on, and returns the one that is there. */
    int next() {
        advance();
        return current();
    }

    /** Where the character is, in bytes from the start of the text. */
    int offset() {
        return at - start;
    }

    void goTo(int offset) {
        at = start + offset;
    }

    /** How many characters were read: what a detector costs, whatever the machine. */
    long reads() {
        return reads;
    }

    private int escape() {
        int following = at + 1 < end ? bytes[at + 1] : 0;
        int plain = switch (following) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '/', '\\' -> following;
            default -> NONE;
        };
        if (plain != NONE) {
            width = 2;
            return plain;
        }
        int unit = following == 'u' && at + UNICODE_ESCAPE <= end ? unit() : NONE;
        width = unit == NONE ? 1 : UNICODE_ESCAPE;
        return unit == NONE ? '\\' : Math.min(unit, OTHER);
    }

    private int unit() {
        int unit = 0;
        for (int i = at + 2; i < at + UNICODE_ESCAPE; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0) {
                return NONE;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    static boolean isUpper(int character) {
        return character >= 'A' && character <= 'Z';
    }

    static boolean isLetter(int character) {
        return isUpper(character) || (character >= 'a' && character <= 'z');
    }

    static boolean isAlphanumeric(int character) {
        return isDigit(character) || isLetter(character);
    }
}
