package io.kafkafips.commons.audit.format;

import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object (RFC 8259) on one line. Strings are escaped so that nothing a client sends can end the line or the string,
 * and cut at {@value #LONGEST_STRING} characters.
 */
public final class JsonLine {
    /** Characters after which a string is cut. */
    public static final int LONGEST_STRING = 4096;

    private final StringBuilder out = new StringBuilder(512);

    private JsonLine() {}

    /** The object as text. */
    public static String of(Map<String, ?> object) {
        JsonLine line = new JsonLine();
        line.object(object);
        return line.out.toString();
    }

    private void object(Map<?, ?> object) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : object.entrySet()) {
            if (member.getValue() == null) {
                continue;
            }
            if (!first) {
                out.append(',');
            }
            first = false;
            string(String.valueOf(member.getKey()));
            out.append(':');
            value(member.getValue());
        }
        out.append('}');
    }

    private void value(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Iterable<?> list) {
            array(list);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
            out.append(value);
        } else {
            string(String.valueOf(value));
        }
    }

    private void array(Iterable<?> list) {
        out.append('[');
        boolean first = true;
        for (Object element : list) {
            if (!first) {
                out.append(',');
            }
            first = false;
            value(element);
        }
        out.append(']');
    }

    private void string(String value) {
        out.append('"');
        int length = Math.min(value.length(), LONGEST_STRING);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                // one escape for control characters, separators that some viewers take for a line end, and lone
                // surrogates
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        if (length < value.length()) {
            out.append("...");
        }
        out.append('"');
    }
}
