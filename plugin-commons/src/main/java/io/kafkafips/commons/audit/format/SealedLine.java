package io.kafkafips.commons.audit.format;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One line of an audit trail, taken apart. All of it is ASCII:
 *
 * <pre>{@code
 * line   = body prev [ mac ] "}" LF
 * prev   = ',"prev":"' 64HEX '"'      SHA-256 of the line before, without LF; zeros in the very first line
 * mac    = ',"mac":"' 64HEX '"'       HMAC-SHA-256 of body and prev, under the key of the file
 * body   = a JSON object without its closing brace: a CloudEvents 1.0 envelope and its data
 * }</pre>
 *
 * @param sealed the text that the MAC covers
 * @param prev what it says of the line before, hexadecimal
 * @param mac its MAC, hexadecimal; empty without one
 * @param json the members
 */
public record SealedLine(String sealed, String prev, String mac, Map<String, Object> json) {
    /** Longest line, without LF. */
    public static final int LONGEST_BYTES = 1 << 20;

    /** {@code prev} of the very first line. */
    public static final String NO_LINE = "0".repeat(64);

    private static final int HEX = 64;
    private static final String PREV = ",\"prev\":\"";
    private static final String MAC = ",\"mac\":\"";

    /** What {@code prev} adds to the body. */
    static String prevMember(String hash) {
        return PREV + hash + '"';
    }

    static String macMember(String mac) {
        return MAC + mac + '"';
    }

    /**
     * Takes a line apart; nothing is verified.
     *
     * @param line without LF
     */
    public static SealedLine parse(byte[] line) throws MalformedTrailException {
        for (byte each : line) {
            if (each < 0x20 || each > 0x7e) {
                throw new MalformedTrailException("a byte that no line has: " + (each & 0xff));
            }
        }
        String text = new String(line, StandardCharsets.US_ASCII);
        Map<String, Object> json = JsonText.parse(text);
        int end = text.length() - 1;
        String mac = member(text, end, MAC);
        int sealedEnd = mac.isEmpty() ? end : end - MAC.length() - HEX - 1;
        String prev = member(text, sealedEnd, PREV);
        if (prev.isEmpty() || !prev.equals(json.get("prev")) || !mac.equals(json.getOrDefault("mac", ""))) {
            throw new MalformedTrailException("no hash of the line before at its end");
        }
        return new SealedLine(text.substring(0, sealedEnd), prev, mac, json);
    }

    private static String member(String text, int end, String opening) {
        int start = end - 1 - HEX;
        boolean there = start > 0 && text.charAt(end - 1) == '"' && text.startsWith(opening, start - opening.length());
        return there && isHex(text, start, end - 1) ? text.substring(start, end - 1) : "";
    }

    private static boolean isHex(String text, int from, int to) {
        return text.substring(from, to).chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** A member that has to be text. */
    public String text(String name) throws MalformedTrailException {
        if (json.get(name) instanceof String text) {
            return text;
        }
        throw new MalformedTrailException("no text member \"" + name + "\"");
    }

    /** The number of the line in its trail. */
    public long sequence() throws MalformedTrailException {
        String text = text("sequence");
        try {
            long sequence = Long.parseLong(text);
            if (LineSealer.sequence(sequence).equals(text)) {
                return sequence;
            }
        } catch (NumberFormatException e) {
            throw new MalformedTrailException("a sequence that is no number: " + text);
        }
        throw new MalformedTrailException("a sequence that is not written with 19 digits: " + text);
    }

    /** The members of {@code data}, empty when it has none. */
    public Map<String, Object> data() {
        return JsonText.object(json.get("data"));
    }
}
