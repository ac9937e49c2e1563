package io.kafkafips.validator.rule;

import java.util.Arrays;

/**
 * A checker of JSON texts: RFC 8259 in one pass over the bytes, without recursion, without building anything. Time is linear in the
 * length; memory is one bit per level of nesting. Belongs to one thread, can be used again.
 */
final class JsonScanner {
    private static final byte[] NOTHING = {};
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private byte[] text = NOTHING;
    private int start;
    private int end;
    private int at;
    private int depth;
    private int maxDepth;
    private Expectation missed = Expectation.MET;

    /** A bit for each level, outermost first: set for an object, clear for an array. */
    private long[] objects = new long[1];

    /** Scans a text, and says whether it is well-formed. */
    boolean scan(byte[] array, int offset, int length, int deepest) {
        text = array;
        start = offset;
        at = offset;
        end = offset + length;
        depth = 0;
        maxDepth = deepest;
        missed = document();
        text = NOTHING;
        return missed == Expectation.MET;
    }

    /** Where the last text is not well-formed and what was expected there, never a byte of the text itself. */
    String complaint(String subject) {
        String what = missed == Expectation.DEPTH ? missed.words() + " " + maxDepth : missed.words();
        return "the " + subject + " is not well-formed JSON: at byte " + (at - start)
                + (at == end ? ", where the " + subject + " ends, " : " ") + "expected " + what;
    }

    /** Leaves {@link #at} where the expectation was missed. */
    private Expectation document() {
        skipWhitespace();
        Expectation next;
        do {
            next = value();
            if (next == Expectation.MET) {
                next = afterValue();
            }
        } while (next == Expectation.ANOTHER_VALUE);
        return next;
    }

    /** A scalar, or the start of a container up to its first value: then {@link Expectation#ANOTHER_VALUE}. */
    private Expectation value() {
        if (at == end) {
            return Expectation.VALUE;
        }
        return switch (text[at]) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal(TRUE);
            case 'f' -> literal(FALSE);
            case 'n' -> literal(NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> Expectation.VALUE;
        };
    }

    private Expectation object() {
        if (!enter(true)) {
            return Expectation.DEPTH;
        }
        at++;
        skipWhitespace();
        if (isAt('}')) {
            at++;
            depth--;
            return Expectation.MET;
        }
        return key(Expectation.KEY_OR_END);
    }

    private Expectation array() {
        if (!enter(false)) {
            return Expectation.DEPTH;
        }
        at++;
        skipWhitespace();
        if (isAt(']')) {
            at++;
            depth--;
            return Expectation.MET;
        }
        return Expectation.ANOTHER_VALUE;
    }

    private Expectation key(Expectation otherwise) {
        if (!isAt('"')) {
            return otherwise;
        }
        Expectation outcome = string();
        if (outcome != Expectation.MET) {
            return outcome;
        }
        skipWhitespace();
        if (!isAt(':')) {
            return Expectation.COLON;
        }
        at++;
        skipWhitespace();
        return Expectation.ANOTHER_VALUE;
    }

    /** Closes what ends here, up to the next value or the end of the text. */
    private Expectation afterValue() {
        while (true) {
            skipWhitespace();
            if (depth == 0) {
                return at == end ? Expectation.MET : Expectation.NOTHING_MORE;
            }
            boolean inObject = inObject();
            if (isAt(',')) {
                at++;
                skipWhitespace();
                return inObject ? key(Expectation.KEY) : Expectation.ANOTHER_VALUE;
            }
            if (!isAt(inObject ? '}' : ']')) {
                return inObject ? Expectation.COMMA_OR_BRACE : Expectation.COMMA_OR_BRACKET;
            }
            at++;
            depth--;
        }
    }

    private boolean enter(boolean object) {
        if (depth == maxDepth) {
            return false;
        }
        int word = depth >>> 6;
        if (word == objects.length) {
            objects = Arrays.copyOf(objects, word * 2);
        }
        long bit = 1L << depth;
        objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
        depth++;
        return true;
    }

    private boolean inObject() {
        int level = depth - 1;
        return (objects[level >>> 6] & 1L << level) != 0;
    }

    private boolean isAt(char expected) {
        return at < end && text[at] == expected;
    }

    private void skipWhitespace() {
        while (at < end && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
    }

    private Expectation literal(byte[] word) {
        if (end - at < word.length || !Arrays.equals(text, at, at + word.length, word, 0, word.length)) {
            return Expectation.VALUE;
        }
        at += word.length;
        return Expectation.MET;
    }

    private Expectation number() {
        if (isAt('-')) {
            at++;
        }
        if (isAt('0')) {
            at++;
        } else if (!digits()) {
            return Expectation.DIGIT;
        }
        if (isAt('.')) {
            at++;
            if (!digits()) {
                return Expectation.DIGIT;
            }
        }
        if (isAt('e') || isAt('E')) {
            at++;
            if (isAt('+') || isAt('-')) {
                at++;
            }
            if (!digits()) {
                return Expectation.DIGIT;
            }
        }
        return Expectation.MET;
    }

    private boolean digits() {
        int start = at;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at > start;
    }

    private Expectation string() {
        byte[] bytes = text;
        int last = end;
        int next = at + 1;
        while (next < last) {
            byte b = bytes[next];
            if (b == '"') {
                at = next + 1;
                return Expectation.MET;
            }
            if (b >= ' ' && b != '\\') {
                next++;
            } else {
                at = next;
                Expectation outcome = b == '\\' ? escape() : b >= 0 ? Expectation.NO_CONTROL : multibyte();
                if (outcome != Expectation.MET) {
                    return outcome;
                }
                next = at;
            }
        }
        at = last;
        return Expectation.QUOTE;
    }

    private Expectation escape() {
        at++;
        if (at == end) {
            return Expectation.ESCAPE;
        }
        switch (text[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
            case 'u' -> {
                at++;
                for (int i = 0; i < 4; i++, at++) {
                    if (at == end || Character.digit((char) (text[at] & 0xFF), 16) < 0 || text[at] < 0) {
                        return Expectation.HEX;
                    }
                }
            }
            default -> {
                return Expectation.ESCAPE;
            }
        }
        return Expectation.MET;
    }

    /** RFC 3629, section 4: no overlong forms, no surrogates, nothing above U+10FFFF. */
    private Expectation multibyte() {
        int lead = text[at] & 0xFF;
        int continuations = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        if (lead < 0xC2 || lead > 0xF4) {
            return Expectation.UTF8;
        }
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        at++;
        for (int i = 0; i < continuations; i++, at++) {
            if (at == end || (text[at] & 0xFF) < lowest || (text[at] & 0xFF) > highest) {
                return Expectation.UTF8;
            }
            lowest = 0x80;
            highest = 0xBF;
        }
        return Expectation.MET;
    }
}
