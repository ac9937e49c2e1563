package io.kafkafips.authorizer.identity;

import io.kafkafips.commons.config.Refusal;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The words of {@link PrincipalRules} with their positions. Blank space before a word is skipped. Not thread-safe. */
final class RulesScanner {
    private static final String PUNCTUATION = ";,|\"'";
    private static final int LONGEST_SHOWN = 30;
    private static final String EXAMPLE =
            "write it as: anchor \"CN=Root,O=Example\" gives User, Group as \"partner-{}\", Dns matching \"*.example.org\"";

    private final String text;
    private int at;

    RulesScanner(String text) {
        this.text = text;
        skipBlanks();
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** Where the next word begins. */
    int position() {
        return at;
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, at);
    }

    /** Takes the next word or mark if it is this one. */
    boolean accept(String expected) {
        if (!next().equals(expected)) {
            return false;
        }
        advance(expected.length());
        return true;
    }

    void require(String expected) {
        if (!accept(expected)) {
            throw unexpected("'" + expected + "'");
        }
    }

    /** Takes the next word, which may be empty before a mark or the end. */
    String word() {
        String word = next();
        advance(word.length());
        return word;
    }

    /** A mark, or everything up to the next blank or mark. */
    private String next() {
        if (!atEnd() && PUNCTUATION.indexOf(text.charAt(at)) >= 0) {
            return text.substring(at, at + 1);
        }
        int end = at;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && PUNCTUATION.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(at, end);
    }

    /** Takes what stands in quotes of either kind; {@code null} when there is no quote. */
    @Nullable
    String acceptQuoted() {
        if (!startsWith("\"") && !startsWith("'")) {
            return null;
        }
        int end = text.indexOf(text.charAt(at), at + 1);
        if (end < 0) {
            throw refused(at, "a quote that is closed", "close it, or use the other kind of quote around this one");
        }
        String quoted = text.substring(at + 1, end);
        advance(end + 1 - at);
        return quoted;
    }

    String quoted(String expected) {
        String quoted = acceptQuoted();
        if (quoted == null) {
            throw unexpected(expected);
        }
        return quoted;
    }

    private void advance(int length) {
        at += length;
        skipBlanks();
    }

    ConfigException unexpected(String expected) {
        return refused(at, expected, EXAMPLE);
    }

    /** The refusal of what stands at a position. */
    ConfigException refused(int position, String expected, String remedy) {
        String rest = text.substring(position);
        String seen = rest.isEmpty()
                ? "the end"
                : rest.length() <= LONGEST_SHOWN ? rest : rest.substring(0, LONGEST_SHOWN) + "...";
        return Refusal.setting(
                PrincipalRules.CONFIG,
                text,
                expected + " at character " + (position + 1) + ", where " + seen + " stands",
                remedy);
    }

    static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
