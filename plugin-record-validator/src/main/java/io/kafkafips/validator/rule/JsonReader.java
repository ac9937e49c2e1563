package io.kafkafips.validator.rule;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;

/**
 * A reader of JSON texts into maps, lists, strings, booleans and numbers: a {@link Long} where the number is written as an integer
 * that fits, else a {@link Double}. A text that is not well-formed, is nested too deep or has an object with a name twice is refused.
 * Thread-safe.
 */
public final class JsonReader {
    /** Nobody writes more digits, and to make a double of them takes more than linear time. */
    private static final int LONGEST_NUMBER = 400;

    /** Of a long, with its sign. */
    private static final int LONGEST_INTEGER = 20;

    private final String subject;
    private final int maxDepth;
    private final Object nothing;
    private final ThreadLocal<JsonScanner> scanners = ThreadLocal.withInitial(JsonScanner::new);

    /**
     * @param subject what the text is, for messages
     * @param maxDepth the deepest nesting that is accepted
     * @param nothing what stands for JSON's null
     */
    public JsonReader(String subject, int maxDepth, Object nothing) {
        this.subject = subject;
        this.maxDepth = maxDepth;
        this.nothing = nothing;
    }

    /**
     * Reads one text.
     *
     * @throws InvalidRecordException what is wrong with it and where, with nothing of the text
     */
    public Object read(Octets text) {
        JsonScanner scanner = scanners.get();
        if (!scanner.scan(text.array(), text.from(), text.length(), maxDepth)) {
            throw new InvalidRecordException(scanner.complaint(subject));
        }
        return new Reading(text).value();
    }

    /** One pass over a text that is known to be well-formed. Recursion is as deep as the nesting that the scanner let pass. */
    private final class Reading {
        private final byte[] bytes;
        private final int start;
        private final int end;
        private int at;

        Reading(Octets text) {
            bytes = text.array();
            start = text.from();
            end = text.to();
            at = start;
        }

        Object value() {
            skipWhitespace();
            return switch (bytes[at]) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                case 't' -> literal(4, true);
                case 'f' -> literal(5, false);
                case 'n' -> literal(4, nothing);
                default -> number();
            };
        }

        private Map<String, Object> object() {
            Map<String, Object> object = new LinkedHashMap<>();
            members('}', () -> {
                int place = at;
                String name = string();
                skipWhitespace();
                at++;
                if (object.put(name, value()) != null) {
                    throw new InvalidRecordException(
                            "the " + subject + " has an object with a name that it already has, in the quotes at byte "
                                    + (place - start));
                }
            });
            return object;
        }

        private List<Object> array() {
            List<Object> array = new ArrayList<>();
            members(']', () -> array.add(value()));
            return array;
        }

        /** What stands between the bracket here and its counterpart. */
        private void members(char close, Runnable member) {
            at++;
            skipWhitespace();
            while (bytes[at] != close) {
                member.run();
                skipWhitespace();
                if (bytes[at] == ',') {
                    at++;
                    skipWhitespace();
                }
            }
            at++;
        }

        private Object literal(int length, Object meaning) {
            at += length;
            return meaning;
        }

        private Object number() {
            int from = at;
            boolean integer = true;
            while (at < end && "+-.0123456789Ee".indexOf(bytes[at]) >= 0) {
                integer &= bytes[at] != '.' && bytes[at] != 'e' && bytes[at] != 'E';
                at++;
            }
            int length = at - from;
            if (length > LONGEST_NUMBER) {
                throw new InvalidRecordException("the " + subject + " has a number of " + length
                        + " characters at byte " + (from - start) + ", expected at most " + LONGEST_NUMBER);
            }
            String digits = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
            return integer && length <= LONGEST_INTEGER ? integer(digits) : (Object) Double.valueOf(digits);
        }

        private Object integer(String digits) {
            try {
                return Long.valueOf(digits);
            } catch (NumberFormatException e) {
                return Double.valueOf(digits);
            }
        }

        private String string() {
            int from = at + 1;
            int escapes = 0;
            at = from;
            while (bytes[at] != '"') {
                if (bytes[at] == '\\') {
                    escapes++;
                    at++;
                }
                at++;
            }
            String raw = new String(bytes, from, at - from, StandardCharsets.UTF_8);
            at++;
            return escapes == 0 ? raw : resolved(raw);
        }

        private void skipWhitespace() {
            while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
                at++;
            }
        }
    }

    private static String resolved(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int at = 0; at < raw.length(); at++) {
            char character = raw.charAt(at);
            if (character != '\\') {
                text.append(character);
                continue;
            }
            character = raw.charAt(++at);
            if (character == 'u') {
                text.append((char) Integer.parseInt(raw, at + 1, at + 5, 16));
                at += 4;
            } else {
                int index = "bfnrt".indexOf(character);
                text.append(index < 0 ? character : "\b\f\n\r\t".charAt(index));
            }
        }
        return text.toString();
    }
}
