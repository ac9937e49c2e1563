package io.kafkafips.authorizer.condition;

/**
 * A name pattern: {@code *} stands for any run of characters, {@code ?} for one character, everything else for itself. Matching takes
 * at most the product of both lengths, and both are bounded; there is nothing that backtracks further. Immutable.
 */
final class Glob {
    private static final int LONGEST_PATTERN = 256;
    private static final int LONGEST_NAME = 1024;

    private final String pattern;
    private final boolean prefix;
    private final String literal;

    private Glob(String pattern) {
        this.pattern = pattern;
        int wildcard = firstWildcard(pattern);
        // "abc*" and "abc" are most of what is written
        this.prefix = wildcard == pattern.length() - 1 && pattern.endsWith("*");
        this.literal = pattern.substring(0, wildcard);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it is too long
     */
    static Glob of(String pattern) {
        if (pattern.length() > LONGEST_PATTERN) {
            throw new IllegalArgumentException("at most " + LONGEST_PATTERN + " characters");
        }
        return new Glob(pattern);
    }

    /** What every name that matches begins with. */
    String prefix() {
        return literal;
    }

    /** Whether every name matches. */
    boolean isEverything() {
        return pattern.equals("*");
    }

    /** Whether the name matches; one of more than {@value #LONGEST_NAME} characters matches {@code *} alone. */
    boolean matches(String name) {
        if (prefix) {
            return name.startsWith(literal) && (name.length() <= LONGEST_NAME || isEverything());
        }
        if (literal.length() == pattern.length()) {
            return name.equals(literal);
        }
        return name.length() <= LONGEST_NAME && name.startsWith(literal) && search(name);
    }

    /** Whether a rule for these names holds for the name: one that is too long to be searched does not escape it. */
    boolean selects(String name) {
        boolean unsearched = name.length() > LONGEST_NAME && literal.length() < pattern.length();
        return unsearched ? name.startsWith(literal) : matches(name);
    }

    /** Greedy: when a character does not fit, the latest {@code *} takes one more. */
    private boolean search(String name) {
        int at = literal.length();
        int next = literal.length();
        int star = -1;
        int resume = 0;
        while (at < name.length()) {
            if (next < pattern.length() && pattern.charAt(next) == '*') {
                star = next++;
                resume = at;
            } else if (next < pattern.length()
                    && (pattern.charAt(next) == '?' || pattern.charAt(next) == name.charAt(at))) {
                next++;
                at++;
            } else if (star >= 0) {
                next = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (next < pattern.length() && pattern.charAt(next) == '*') {
            next++;
        }
        return next == pattern.length();
    }

    private static int firstWildcard(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '*' || pattern.charAt(i) == '?') {
                return i;
            }
        }
        return pattern.length();
    }
}
