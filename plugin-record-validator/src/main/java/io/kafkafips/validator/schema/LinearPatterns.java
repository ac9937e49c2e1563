package io.kafkafips.validator.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import com.networknt.schema.regex.RegularExpressions;
import io.kafkafips.validator.rule.RegexBudget;

/**
 * Regular expressions in time linear in the text (RE2/J). They are written in the dialect of ECMA-262: what it spells otherwise is
 * translated, what needs backtracking (lookaround, references back) is refused.
 */
final class LinearPatterns implements RegularExpressionFactory {
    private static final String ECMA_BLANKS = "\\t\\n\\v\\f\\r\\x{a0}\\x{feff}\\x{2028}\\x{2029}\\pZ";
    private static final String ECMA_ESCAPES = "bBdDwWfnrtvpPxk";
    private static final int HEX_DIGITS = 4;
    private static final int LONGEST_SHOWN = 200;

    @Override
    public RegularExpression getRegularExpression(String regex) {
        Pattern pattern = compile(regex);
        return value -> pattern.matcher(value).find();
    }

    static Pattern compile(String regex) {
        try {
            RegexBudget.checkLength(regex);
            return RegexBudget.compile(translated(RegularExpressions.replaceLongformCharacterProperties(regex)), 0);
        } catch (PatternSyntaxException e) {
            throw new SchemaRefused(
                    "the pattern " + shown(regex) + " is none that RE2/J takes: " + e.getMessage(),
                    "a short pattern without lookahead, lookbehind and references back, which cannot be matched in linear time",
                    e);
        }
    }

    private static String shown(String regex) {
        return regex.length() <= LONGEST_SHOWN ? regex : regex.substring(0, LONGEST_SHOWN) + "...";
    }

    private static String translated(String regex) {
        StringBuilder out = new StringBuilder(regex.length());
        boolean inClass = false;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\' && i + 1 < regex.length()) {
                i += escape(regex, i + 1, inClass, out);
            } else {
                inClass = c == '[' || (inClass && c != ']');
                out.append(c);
            }
        }
        return out.toString();
    }

    /** @return how many characters behind the backslash were taken */
    private static int escape(String regex, int at, boolean inClass, StringBuilder out) {
        char escaped = regex.charAt(at);
        switch (escaped) {
            case 's' -> out.append(inClass ? ECMA_BLANKS : "[" + ECMA_BLANKS + "]");
            case 'S' -> out.append(inClass ? "\\S" : "[^" + ECMA_BLANKS + "]");
            case 'u' -> {
                return unicode(regex, at, out);
            }
            case 'c' -> {
                if (at + 1 < regex.length()) {
                    out.append("\\x{")
                            .append(Integer.toHexString(regex.charAt(at + 1) % 32))
                            .append('}');
                    return 2;
                }
                out.append("\\c");
            }
            default -> out.append('\\').append(known(escaped, regex));
        }
        return 1;
    }

    /** RE2/J knows letters behind a backslash that ECMA-262 does not: there they are an error. */
    private static char known(char escaped, String regex) {
        boolean letter = (escaped >= 'a' && escaped <= 'z') || (escaped >= 'A' && escaped <= 'Z');
        if (letter && ECMA_ESCAPES.indexOf(escaped) < 0) {
            throw new SchemaRefused(
                    "the pattern " + regex + " has \\" + escaped + ", which ECMA-262 does not have",
                    "a pattern in the dialect of ECMA-262");
        }
        return escaped;
    }

    private static int unicode(String regex, int at, StringBuilder out) {
        int close = regex.startsWith("u{", at) ? regex.indexOf('}', at) : -1;
        if (close > 0) {
            out.append("\\x").append(regex, at + 1, close + 1);
            return close - at + 1;
        }
        int end = at + 1 + HEX_DIGITS;
        if (end > regex.length()) {
            out.append("\\u");
            return 1;
        }
        out.append("\\x{").append(regex, at + 1, end).append('}');
        return 1 + HEX_DIGITS;
    }
}
