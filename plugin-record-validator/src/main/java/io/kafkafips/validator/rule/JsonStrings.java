package io.kafkafips.validator.rule;

/** A checker of the strings in JSON texts (RFC 8259, section 7). Belongs to one thread, can be used again. */
final class JsonStrings {
    private static final int HEX_DIGITS = 4;

    private Expectation missed = Expectation.MET;
    private boolean escapes;

    /** What was expected where the last string was broken. */
    Expectation missed() {
        return missed;
    }

    /** Whether the last string has any. */
    boolean hasEscapes() {
        return escapes;
    }

    /**
     * Reads a string.
     *
     * @param at behind its opening quote
     * @param end of the text
     * @return where it goes on behind the closing quote, or the complement of where an expectation was missed
     */
    int read(byte[] text, int at, int end) {
        escapes = false;
        int next = at;
        int lastWord = end - Long.BYTES;
        while (true) {
            while (next <= lastWord) {
                long stops = Words.stops(Words.at(text, next));
                if (stops != 0) {
                    next += Words.first(stops);
                    break;
                }
                next += Long.BYTES;
            }
            if (next >= end) {
                return missed(Expectation.QUOTE, end);
            }
            byte octet = text[next];
            if (octet == '"') {
                return next + 1;
            }
            next = octet >= ' ' && octet != '\\' ? next + 1 : other(text, next, end);
            if (next < 0) {
                return next;
            }
        }
    }

    private int other(byte[] text, int at, int end) {
        byte octet = text[at];
        if (octet == '\\') {
            return escape(text, at + 1, end);
        }
        return octet < 0 ? multibyte(text, at, end) : missed(Expectation.NO_CONTROL, at);
    }

    private int escape(byte[] text, int at, int end) {
        escapes = true;
        if (at == end) {
            return missed(Expectation.ESCAPE, at);
        }
        return switch (text[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
            case 'u' -> hex(text, at + 1, end);
            default -> missed(Expectation.ESCAPE, at);
        };
    }

    private int hex(byte[] text, int at, int end) {
        for (int i = at; i < at + HEX_DIGITS; i++) {
            if (i == end || text[i] < 0 || Character.digit((char) text[i], 16) < 0) {
                return missed(Expectation.HEX, i);
            }
        }
        return at + HEX_DIGITS;
    }

    /** RFC 3629, section 4: no overlong forms, no surrogates, nothing above U+10FFFF. */
    private int multibyte(byte[] text, int at, int end) {
        int lead = text[at] & 0xFF;
        int continuations = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        if (lead < 0xC2 || lead > 0xF4) {
            return missed(Expectation.UTF8, at);
        }
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        for (int i = at + 1; i <= at + continuations; i++) {
            if (i == end || (text[i] & 0xFF) < lowest || (text[i] & 0xFF) > highest) {
                return missed(Expectation.UTF8, i);
            }
            lowest = 0x80;
            highest = 0xBF;
        }
        return at + continuations + 1;
    }

    private int missed(Expectation expectation, int at) {
        missed = expectation;
        return ~at;
    }
}
