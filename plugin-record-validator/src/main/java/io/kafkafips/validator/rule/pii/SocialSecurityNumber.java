package io.kafkafips.validator.rule.pii;

/**
 * A social security number of the USA: three, two and four digits with a dash or with a space between them. Numbers that are never
 * given out do not count (area 000, 666 and 900 to 999, group 00, serial 0000), nor do nine digits without separators, which are
 * mostly something else.
 */
final class SocialSecurityNumber {
    private SocialSecurityNumber() {}

    static boolean startsAt(Characters text, int beforeThat, int before, int first) {
        if (!Characters.isDigit(first) || isOfALongerNumber(before, beforeThat)) {
            return false;
        }
        int area = digits(text, first, 3);
        int separator = text.current();
        if (area <= 0 || area == 666 || area >= 900 || (separator != '-' && separator != ' ')) {
            return false;
        }
        int group = digits(text, text.next(), 2);
        if (group <= 0 || text.current() != separator) {
            return false;
        }
        int serial = digits(text, text.next(), 4);
        if (serial <= 0) {
            return false;
        }
        int behind = text.current();
        return !isOfALongerNumber(behind, behind == '-' ? text.next() : Characters.NONE);
    }

    /** A number that goes on, at once or behind another dash, is something else. */
    private static boolean isOfALongerNumber(int neighbour, int next) {
        return Characters.isDigit(neighbour) || (neighbour == '-' && Characters.isDigit(next));
    }

    /** A number of that many digits, and goes past it; -1 when there are fewer. */
    private static int digits(Characters text, int first, int count) {
        int number = 0;
        int character = first;
        for (int i = 0; i < count; i++) {
            if (!Characters.isDigit(character)) {
                return -1;
            }
            number = number * 10 + character - '0';
            character = text.next();
        }
        return number;
    }
}
