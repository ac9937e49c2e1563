package io.kafkafips.validator.rule.pii;

/**
 * An e-mail address as it is commonly written (RFC 5321 without quoted names, comments, address literals and other scripts): a
 * character of a name, an at sign, and a domain of two labels and more, the last of two letters and more. Known by its at sign.
 */
final class MailAddress {
    private static final int LONGEST_DOMAIN = 253;

    private MailAddress() {}

    static boolean atSign(Characters text, int before, int first) {
        return first == '@' && isOfAName(before) && domainFollows(text);
    }

    private static boolean isOfAName(int character) {
        return Characters.isAlphanumeric(character)
                || (character > ' ' && ".!#$%&'*+-/=?^_`{|}~".indexOf(character) >= 0);
    }

    private static boolean domainFollows(Characters text) {
        int dots = 0;
        int label = 0;
        int letters = 0;
        int character = text.next();
        for (int i = 0; i < LONGEST_DOMAIN; i++) {
            if (character == '.' && label > 0) {
                dots++;
                label = 0;
                letters = 0;
            } else if (Characters.isAlphanumeric(character) || (character == '-' && label > 0)) {
                label++;
                letters += Characters.isLetter(character) ? 1 : 0;
                if (dots > 0 && letters >= 2 && letters == label) {
                    return true;
                }
            } else {
                return false;
            }
            character = text.next();
        }
        return false;
    }
}
