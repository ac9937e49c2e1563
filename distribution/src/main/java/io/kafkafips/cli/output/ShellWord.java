package io.kafkafips.cli.output;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One word of a command line for a POSIX shell that means exactly a given text, whatever the text is: to be copied and pasted. Names
 * in ACLs are chosen by others, so a word is printable ASCII alone: anything else is written for {@code printf} as octal bytes of
 * UTF-8. Stateless.
 */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

    private ShellWord() {}

    /** The text as a word. */
    public static String of(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        return PRINTABLE.matcher(text).matches() ? quoted(text) : printed(text);
    }

    /** Whether the text can be an argument of a program at all: there is no NUL in one, and no half of a character. */
    public static boolean isArgument(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** No hyphen at the start: printf would take it for an option. Line breaks at the end come after it: the shell drops them there. */
    private static String printed(String text) {
        String head = text.replaceAll("\n+\\z", "");
        String breaks = text.substring(head.length());
        StringBuilder word = new StringBuilder("\"$(printf '");
        int start = word.length();
        for (byte octet : head.getBytes(StandardCharsets.UTF_8)) {
            int c = octet & 0xff;
            boolean option = c == '-' && word.length() == start;
            if (c == '%') {
                word.append("%%");
            } else if (option || c < ' ' || c > '~' || c == '\'' || c == '\\') {
                word.append(String.format(Locale.ROOT, "\\%03o", c));
            } else {
                word.append((char) c);
            }
        }
        word.append("')\"");
        return breaks.isEmpty() ? word.toString() : word + "'" + breaks + "'";
    }
}
