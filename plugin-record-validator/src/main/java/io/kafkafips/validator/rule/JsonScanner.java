package io.kafkafips.validator.rule;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A checker of JSON texts: RFC 8259 in one pass over the bytes, without recursion, without building anything. Time is linear in the
 * length; memory is one bit per level of nesting, and what {@link UniqueKeys} has where names must be unique. Belongs to one thread,
 * can be used again.
 *
 * <p>The methods that read hand on a position in the text, which so stays in a register: where they end, or the complement of where
 * an expectation was missed.
 */
final class JsonScanner {
    private static final int TRUE = Words.of("true");
    private static final int ALSE = Words.of("alse");
    private static final int NULL = Words.of("null");

    private final JsonStrings strings = new JsonStrings();
    private final @Nullable UniqueKeys names;
    private int start;
    private int end;
    private int depth;
    private int maxDepth;
    private Expectation missed = Expectation.MET;
    private int missedAt;

    /** A bit for each level, outermost first: set for an object, clear for an array. */
    private long[] objects = new long[1];

    /** A checker that lets an object have a name twice. */
    JsonScanner() {
        this(null);
    }

    private JsonScanner(@Nullable UniqueKeys names) {
        this.names = names;
    }

    /** A checker that refuses an object with a name that it already has (RFC 7493, section 2.3). */
    static JsonScanner withUniqueNames() {
        return new JsonScanner(new UniqueKeys());
    }

    /** Scans a text, and says whether it is well-formed. */
    boolean scan(byte[] array, int offset, int length, int deepest) {
        start = offset;
        end = offset + length;
        depth = 0;
        maxDepth = deepest;
        missed = Expectation.MET;
        if (names != null) {
            names.begin(length);
        }
        int outcome = document(array, offset, end);
        missedAt = outcome < 0 ? ~outcome : outcome;
        return outcome >= 0;
    }

    /** Where the last text is not well-formed and what was expected there, never a byte of the text itself. */
    String complaint(String subject) {
        if (missed == Expectation.UNIQUE_NAME) {
            return "the " + subject + " has an object with a name that it already has, in the quotes at byte "
                    + place();
        }
        String what = missed == Expectation.DEPTH ? missed.words() + " " + maxDepth : missed.words();
        return "the " + subject + " is not well-formed JSON: at byte " + place()
                + (missedAt == end ? ", where the " + subject + " ends, " : " ") + "expected " + what;
    }

    /** Where the last text is not well-formed, from its start. */
    int place() {
        return missedAt - start;
    }

    private int document(byte[] text, int offset, int last) {
        int at = blank(text, offset, last);
        boolean inObject = false;
        while (at >= 0) {
            int opened = depth;
            byte octet = at < last ? text[at] : 0;
            at = octet == '"' ? string(text, at, last) : otherThanString(text, at, last, octet);
            if (depth > opened) {
                inObject = octet == '{';
            } else if (at >= 0 && at < last && text[at] == ',' && opened > 0) {
                at = blank(text, at + 1, last);
                at = inObject ? key(text, at, last, Expectation.KEY) : at;
            } else if (at >= 0) {
                at = afterValue(text, at, last);
                if (depth == 0) {
                    return at < 0 || at == last ? at : missed(Expectation.NOTHING_MORE, at);
                }
                inObject = inObject();
            }
        }
        return at;
    }

    /** Reads a scalar or an empty container, or opens a container and goes up to its first value: then it is deeper than before. */
    private int otherThanString(byte[] text, int at, int last, byte octet) {
        return switch (octet) {
            case '{' -> object(text, at, last);
            case '[' -> array(text, at, last);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(text, at, last);
            case 't' -> literal(text, at, at, last, TRUE);
            case 'f' -> literal(text, at, at + 1, last, ALSE);
            case 'n' -> literal(text, at, at, last, NULL);
            default -> missed(Expectation.VALUE, at);
        };
    }

    private int object(byte[] text, int at, int last) {
        if (!enter(true)) {
            return missed(Expectation.DEPTH, at);
        }
        int next = blank(text, at + 1, last);
        if (next < last && text[next] == '}') {
            leave(true);
            return next + 1;
        }
        return key(text, next, last, Expectation.KEY_OR_END);
    }

    private int array(byte[] text, int at, int last) {
        if (!enter(false)) {
            return missed(Expectation.DEPTH, at);
        }
        int next = blank(text, at + 1, last);
        if (next < last && text[next] == ']') {
            leave(false);
            return next + 1;
        }
        return next;
    }

    /** Up to the value. */
    private int key(byte[] text, int at, int last, Expectation otherwise) {
        if (at == last || text[at] != '"') {
            return missed(otherwise, at);
        }
        int next = string(text, at, last);
        if (next < 0) {
            return next;
        }
        if (names != null && !names.add(depth, text, at + 1, next - 1, strings.hasEscapes())) {
            return missed(Expectation.UNIQUE_NAME, at);
        }
        next = blank(text, next, last);
        if (next == last || text[next] != ':') {
            return missed(Expectation.COLON, next);
        }
        return blank(text, next + 1, last);
    }

    /** Closes what ends here, up to the next value or the end of the text. */
    private int afterValue(byte[] text, int at, int last) {
        int next = blank(text, at, last);
        while (depth > 0) {
            boolean inObject = inObject();
            byte octet = next < last ? text[next] : 0;
            if (octet == ',') {
                next = blank(text, next + 1, last);
                return inObject ? key(text, next, last, Expectation.KEY) : next;
            }
            if (octet != (inObject ? '}' : ']')) {
                return missed(inObject ? Expectation.COMMA_OR_BRACE : Expectation.COMMA_OR_BRACKET, next);
            }
            leave(inObject);
            next = blank(text, next + 1, last);
        }
        return next;
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
        if (object && names != null) {
            names.enter(depth);
        }
        return true;
    }

    private void leave(boolean object) {
        if (object && names != null) {
            names.leave(depth);
        }
        depth--;
    }

    private boolean inObject() {
        int level = depth - 1;
        return (objects[level >>> 6] & 1L << level) != 0;
    }

    private static int blank(byte[] text, int at, int last) {
        int next = at;
        while (next < last && text[next] <= ' ' && isBlank(text[next])) {
            next++;
        }
        return next;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
    }

    private int string(byte[] text, int at, int last) {
        int next = strings.read(text, at + 1, last);
        if (next < 0) {
            missed = strings.missed();
        }
        return next;
    }

    /** The value that begins {@code at}, given that its last four octets have to be these. */
    private int literal(byte[] text, int at, int from, int last, int octets) {
        int next = from + Integer.BYTES;
        return next <= last && Words.fourAt(text, from) == octets ? next : missed(Expectation.VALUE, at);
    }

    private int number(byte[] text, int at, int last) {
        int next = text[at] == '-' ? at + 1 : at;
        next = next < last && text[next] == '0' ? next + 1 : digits(text, next, last);
        if (next > 0 && next < last && text[next] == '.') {
            next = digits(text, next + 1, last);
        }
        if (next > 0 && next < last && (text[next] | 0x20) == 'e') {
            next++;
            boolean signed = next < last && (text[next] == '+' || text[next] == '-');
            next = digits(text, signed ? next + 1 : next, last);
        }
        return next;
    }

    /** At least one. */
    private int digits(byte[] text, int at, int last) {
        int next = at;
        while (next <= last - Long.BYTES) {
            long others = Words.noDigits(Words.at(text, next));
            if (others != 0) {
                next += Words.first(others);
                return next > at ? next : missed(Expectation.DIGIT, at);
            }
            next += Long.BYTES;
        }
        while (next < last && text[next] >= '0' && text[next] <= '9') {
            next++;
        }
        return next > at ? next : missed(Expectation.DIGIT, at);
    }

    private int missed(Expectation expectation, int at) {
        missed = expectation;
        return ~at;
    }
}
