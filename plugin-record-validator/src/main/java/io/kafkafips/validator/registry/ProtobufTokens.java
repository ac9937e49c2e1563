package io.kafkafips.validator.registry;

/** The tokens of a Protobuf schema's text, without comments and the content of strings. For one thread. */
final class ProtobufTokens {
    private final String text;
    private int at;

    ProtobufTokens(String text) {
        this.text = text;
    }

    /** A word (dots in it) or a single other character; empty at the end. A string is one token, {@code "}. */
    String next() {
        skip();
        if (at >= text.length()) {
            return "";
        }
        int start = at;
        char first = text.charAt(at);
        if (first == '"' || first == '\'') {
            string(first);
            return "\"";
        }
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            at++;
        }
        return text.substring(start, at);
    }

    private void string(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skip() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                jumpBehind("\n");
            } else if (text.startsWith("/*", at)) {
                jumpBehind("*/");
            } else {
                return;
            }
        }
    }

    private void jumpBehind(String end) {
        int found = text.indexOf(end, at + 2);
        at = found < 0 ? text.length() : found + end.length();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }
}
