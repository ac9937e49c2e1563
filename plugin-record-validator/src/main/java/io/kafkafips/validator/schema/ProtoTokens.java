package io.kafkafips.validator.schema;

import java.util.Locale;

/**
 * The words of a text in the Protobuf language: identifiers, numbers, strings and single signs, without comments. The current one is
 * looked at or taken. For one text, which may come from a registry: it is bounded in nothing but its length, and read once.
 */
final class ProtoTokens {
    private static final int END = -1;

    private final String text;
    private int at;
    private int start;
    private int line = 1;
    private boolean string;
    private String token = "";

    ProtoTokens(String text) {
        this.text = text;
        advance();
    }

    boolean isEnd() {
        return token.isEmpty() && !string;
    }

    boolean is(String word) {
        return !string && token.equals(word);
    }

    /** Whether the next sign behind the current word is this one, with nothing between them but white space. */
    boolean isFollowedBy(char sign) {
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < text.length() && text.charAt(next) == sign;
    }

    boolean takeIf(String word) {
        if (is(word)) {
            advance();
            return true;
        }
        return false;
    }

    void expect(String word) {
        if (!takeIf(word)) {
            throw wrong("'" + word + "'");
        }
    }

    String take() {
        if (isEnd()) {
            throw wrong("more");
        }
        String taken = token;
        advance();
        return taken;
    }

    String name() {
        if (string || token.isEmpty() || !isNameStart(token.charAt(0))) {
            throw wrong("a name");
        }
        return take();
    }

    /** Names with points between them, also one before the first. */
    String path() {
        StringBuilder path = new StringBuilder(takeIf(".") ? "." : "");
        path.append(name());
        while (takeIf(".")) {
            path.append('.').append(name());
        }
        return path.toString();
    }

    String string() {
        if (!string) {
            throw wrong("a string");
        }
        StringBuilder all = new StringBuilder();
        while (string) {
            all.append(take());
        }
        return all.toString();
    }

    int number() {
        boolean negative = takeIf("-");
        try {
            String digits = take().toLowerCase(Locale.ROOT);
            long value = digits.startsWith("0x")
                    ? Long.parseLong(digits.substring(2), 16)
                    : Long.parseLong(digits, digits.length() > 1 && digits.startsWith("0") ? 8 : 10);
            return Math.toIntExact(negative ? -value : value);
        } catch (NumberFormatException | ArithmeticException e) {
            throw wrong("a number of 32 bits before this");
        }
    }

    SchemaRefused wrong(String expected) {
        return new SchemaRefused(
                "line " + line + ": expected " + expected + (isEnd() ? " before the end" : ", found " + token),
                "a .proto file that protoc compiles");
    }

    private void advance() {
        skipBlanks();
        start = at;
        int first = peek(0);
        string = first == '"' || first == '\'';
        if (string) {
            quoted((char) first);
        } else if (first == END) {
            token = "";
        } else {
            at++;
            if (isNameStart((char) first) || Character.isDigit(first)) {
                while (isNamePart(peek(0), Character.isDigit(first))) {
                    at++;
                }
            }
            token = text.substring(start, at);
        }
    }

    private void quoted(char quote) {
        StringBuilder content = new StringBuilder();
        for (at++; peek(0) != quote; at++) {
            if (peek(0) == END || peek(0) == '\n') {
                throw wrong("the closing quote of a string");
            }
            if (peek(0) == '\\') {
                at++;
            }
            content.append((char) peek(0));
        }
        at++;
        token = content.toString();
    }

    private void skipBlanks() {
        while (true) {
            int next = peek(0);
            if (next == '/' && peek(1) == '/') {
                int newline = text.indexOf('\n', at);
                at = newline < 0 ? text.length() : newline;
            } else if (next == '/' && peek(1) == '*') {
                int close = text.indexOf("*/", at + 2);
                int behind = close < 0 ? text.length() : close + 2;
                line += (int) text.substring(at, behind)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
                at = behind;
            } else if (next != END && (Character.isWhitespace(next) || next == '\uFEFF')) {
                line += next == '\n' ? 1 : 0;
                at++;
            } else {
                return;
            }
        }
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    private static boolean isNameStart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isNamePart(int c, boolean number) {
        return c != END && (isNameStart((char) c) || Character.isDigit(c) || (number && c == '.'));
    }
}
