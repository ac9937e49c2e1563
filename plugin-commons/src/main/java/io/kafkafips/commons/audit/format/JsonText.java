package io.kafkafips.commons.audit.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A strict reader of one JSON object (RFC 8259) as {@link JsonLine} writes it: strings, integers, booleans, arrays and objects, no
 * blanks between them, no member twice. Numbers become {@code Long}. Bounded in depth by {@value #DEEPEST}.
 */
public final class JsonText {
    private static final int DEEPEST = 16;
    private static final int UNICODE_DIGITS = 4;
    private static final int HEXADECIMAL = 16;

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /** Reads a text that is one object and nothing else. */
    public static Map<String, Object> parse(String text) throws MalformedTrailException {
        JsonText reader = new JsonText(text);
        Map<String, Object> object = reader.object(0);
        if (reader.at != text.length()) {
            throw reader.malformed("nothing after the object");
        }
        return object;
    }

    /** A value as an object; empty when it is none. */
    public static Map<String, Object> object(@Nullable Object value) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> members.put(String.valueOf(name), member));
        }
        return members;
    }

    private Map<String, Object> object(int depth) throws MalformedTrailException {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        if (!accept('}')) {
            do {
                String name = string();
                expect(':');
                if (members.put(name, value(depth + 1)) != null) {
                    throw malformed("a member once");
                }
            } while (accept(','));
            expect('}');
        }
        return members;
    }

    private List<Object> array(int depth) throws MalformedTrailException {
        List<Object> elements = new ArrayList<>();
        expect('[');
        if (!accept(']')) {
            do {
                elements.add(value(depth + 1));
            } while (accept(','));
            expect(']');
        }
        return elements;
    }

    private Object value(int depth) throws MalformedTrailException {
        if (depth > DEEPEST) {
            throw malformed("at most " + DEEPEST + " levels");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number();
        };
    }

    private Object word(String word, boolean meaning) throws MalformedTrailException {
        if (!text.startsWith(word, at)) {
            throw malformed(word);
        }
        at += word.length();
        return meaning;
    }

    private Long number() throws MalformedTrailException {
        int start = at;
        accept('-');
        while (isDigit(peek())) {
            at++;
        }
        try {
            return Long.parseLong(text, start, at, 10);
        } catch (NumberFormatException e) {
            throw malformed("a value");
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private String string() throws MalformedTrailException {
        StringBuilder out = new StringBuilder();
        expect('"');
        while (!accept('"')) {
            char c = peek();
            if (c < 0x20) {
                throw malformed("a string without control characters");
            }
            at++;
            out.append(c == '\\' ? escaped() : c);
        }
        return out.toString();
    }

    private char escaped() throws MalformedTrailException {
        if (accept('u')) {
            int end = at + UNICODE_DIGITS;
            try {
                char unit = (char) Integer.parseUnsignedInt(text, at, Math.min(end, text.length()), HEXADECIMAL);
                at = end;
                return unit;
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw malformed("four hexadecimal digits");
            }
        }
        char c = peek();
        if (c != '"' && c != '\\') {
            throw malformed("an escaped quote, backslash or u");
        }
        at++;
        return c;
    }

    private char peek() throws MalformedTrailException {
        if (at >= text.length()) {
            throw malformed("more");
        }
        return text.charAt(at);
    }

    private boolean accept(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) throws MalformedTrailException {
        if (!accept(c)) {
            throw malformed("'" + c + "'");
        }
    }

    private MalformedTrailException malformed(String expected) {
        return new MalformedTrailException(
                "not JSON as the trail has it: expected " + expected + " at character " + at);
    }
}
