package io.kafkafips.authorizer.identity;

/**
 * A pattern for names: {@code *} stands for any run of characters, the empty one included, everything else for itself. Compared with
 * the whole name. Immutable.
 *
 * @param text the pattern
 */
record NamePattern(String text) {
    static final char ANY = '*';

    /** Time is the product of both lengths at worst: after a mismatch only the last {@code *} is tried again. */
    boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int retry = 0;
        while (in < name.length()) {
            if (at < text.length() && text.charAt(at) == ANY) {
                star = at;
                retry = in;
                at++;
            } else if (at < text.length() && text.charAt(at) == name.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                retry++;
                in = retry;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == ANY) {
            at++;
        }
        return at == text.length();
    }

    boolean hasWildcard() {
        return text.indexOf(ANY) >= 0;
    }
}
