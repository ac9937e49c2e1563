package io.kafkafips.validator.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A bound on the programs that RE2/J makes of regular expressions. RE2/J writes counted repeats out, and multiplies those that are
 * nested: 25 characters are a program of a thousand million instructions. It also compiles and matches recursively, along parentheses
 * and along parts that may be empty. What is over the bound is refused as an expression that cannot be parsed.
 *
 * <p>The size of a program is bounded from above in one pass over the expression, before any of it is compiled.
 */
public final class RegexBudget {
    /** Instructions. Matching recurses by one call for each at worst, which a stack of 1 MiB takes. */
    public static final int LARGEST_PROGRAM = 4000;

    private static final int LONGEST_EXPRESSION = 4096;
    private static final int DEEPEST_GROUP = 100;

    private final String regex;
    private final long[] before = new long[DEEPEST_GROUP + 1];
    private int depth;
    private int at;

    /** Of the group that is open: without its last part, and of this last part, to which a repeat would apply. */
    private long program;

    private long last;

    private RegexBudget(String regex) {
        this.regex = regex;
    }

    /**
     * Compiles an expression.
     *
     * @throws PatternSyntaxException when it is no expression of RE2/J, or over the bound
     */
    public static Pattern compile(String regex, int flags) {
        checkLength(regex);
        new RegexBudget(regex).measure();
        return Pattern.compile(regex, flags);
    }

    /**
     * Refuses what is too long to be read at all.
     *
     * @throws PatternSyntaxException when it is longer than any that is compiled
     */
    public static void checkLength(String regex) {
        if (regex.length() > LONGEST_EXPRESSION) {
            throw new PatternSyntaxException(regex.length() + " characters, expected at most " + LONGEST_EXPRESSION);
        }
    }

    private void measure() {
        while (at < regex.length()) {
            char c = regex.charAt(at++);
            switch (c) {
                case '(' -> open();
                case ')' -> close();
                case '[' -> {
                    skipClass();
                    part(1);
                }
                case '\\' -> escape();
                case '|' -> part(2);
                case '*' -> last += 2;
                case '+', '?' -> last++;
                case '{' -> repeat();
                default -> part(1);
            }
            if (program + last > LARGEST_PROGRAM) {
                throw new PatternSyntaxException(
                        "its repeats, written out, are more than " + LARGEST_PROGRAM + " instructions");
            }
        }
    }

    private void part(long size) {
        program += last;
        last = size;
    }

    private void open() {
        if (depth == DEEPEST_GROUP) {
            throw new PatternSyntaxException("parentheses nested more than " + DEEPEST_GROUP + " deep");
        }
        before[depth++] = program + last;
        boolean captures = !regex.startsWith("?:", at);
        at += captures ? 0 : 2;
        program = captures ? 2 : 1;
        last = 0;
    }

    private void close() {
        if (depth > 0) {
            last += program;
            program = before[--depth];
        }
    }

    /** A bracket that comes first is a member, and so is one in the name of a class such as {@code [:alpha:]}. */
    private void skipClass() {
        at += regex.startsWith("^", at) ? 1 : 0;
        at += regex.startsWith("]", at) ? 1 : 0;
        while (at < regex.length()) {
            char c = regex.charAt(at++);
            if (c == ']') {
                return;
            }
            if (c == '\\') {
                at++;
            } else if (c == '[' && regex.startsWith(":", at)) {
                int end = regex.indexOf(":]", at);
                at = end < 0 ? at : end + 2;
            }
        }
    }

    /** The braces of {@code \}{@code x{41}} and {@code \p{L}} are no repeats. */
    private void escape() {
        if (at == regex.length()) {
            return;
        }
        char escaped = regex.charAt(at++);
        if (escaped == 'Q') {
            int end = regex.indexOf("\\E", at);
            part(Math.max(0, (end < 0 ? regex.length() : end) - at - 1));
            at = end < 0 ? regex.length() : end + 2;
        } else if ("xpP".indexOf(escaped) >= 0 && regex.startsWith("{", at)) {
            int end = regex.indexOf('}', at);
            at = end < 0 ? regex.length() : end + 1;
        }
        part(1);
    }

    /** Of braces that are no repeat but text, the characters count themselves. */
    private void repeat() {
        int start = at;
        int least = number();
        boolean open = regex.startsWith(",", at);
        at += open ? 1 : 0;
        int most = open ? number() : least;
        if (least < 0 || !regex.startsWith("}", at)) {
            at = start;
            part(1);
            return;
        }
        at++;
        long copies = Math.max(1, Math.max(least, most));
        int optional = most < 0 ? 2 : Math.max(0, most - least);
        last = last * copies + optional + 1;
    }

    /** Digits as a number, as large as the bound at most, or -1 where there are none. */
    private int number() {
        int number = -1;
        for (; at < regex.length() && Character.digit(regex.charAt(at), 10) >= 0 && regex.charAt(at) <= '9'; at++) {
            number = Math.min(LARGEST_PROGRAM + 1, Math.max(0, number) * 10 + regex.charAt(at) - '0');
        }
        return number;
    }
}
