package io.kafkafips.authorizer.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Patterns that cannot mean what they look like, so that they are refused at the start. */
final class PatternFault {
    private static final String SPIFFE = "spiffe://";
    private static final Pattern UPPER_CASE = Pattern.compile("[A-Z]");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f*]+");
    private static final Pattern OID = Pattern.compile("[0-9.*]+");

    private PatternFault() {}

    /** What the pattern should be, {@code null} when nothing is wrong. */
    static @Nullable String of(PrincipalType type, NamePattern pattern) {
        String text = pattern.text();
        if (text.isEmpty()) {
            return "a pattern that is not empty";
        }
        return switch (type) {
            case DNS -> UPPER_CASE.matcher(text).find() ? "lower case, as DNS names are compared" : null;
            case SPIFFE -> text.startsWith(SPIFFE) ? null : "a pattern that begins with " + SPIFFE;
            case SHA256 -> DIGEST.matcher(text).matches() ? null : "lower-case hexadecimal digits without colons";
            case POLICY -> OID.matcher(text).matches() ? null : "an object identifier such as 1.3.6.1.4.1.55555.1";
            case USER, ISSUER ->
                pattern.hasWildcard() && text.contains(",")
                        ? "a whole name or one without commas: a comma inside a value looks the same, so that"
                                + " anybody could have a name made that matches"
                        : null;
            default -> null;
        };
    }
}
