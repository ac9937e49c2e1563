package io.kafkafips.validator.rule.pii;

/**
 * The number of a payment card (ISO/IEC 7812-1): 13 to 19 digits with Luhn's check digit and the first digits of a network that issues
 * numbers of that length. The digits stand together, or in groups of three and more with one space or one dash between them.
 *
 * <p>Letters beside it do not make it another number. A fraction is no card number: every hundredth random double would have one in its decimals.
 */
final class PaymentCard {
    private static final int FEWEST_DIGITS = 13;
    private static final int MOST_DIGITS = 19;
    private static final int SMALLEST_GROUP = 3;

    private PaymentCard() {}

    static boolean startsAt(Characters text, int beforeThat, int before, int first) {
        boolean fraction = before == '.' && Characters.isDigit(beforeThat);
        if (!Characters.isDigit(first) || Characters.isDigit(before) || fraction) {
            return false;
        }
        long prefix = 0;
        int digits = 0;
        int group = 0;
        int asIs = 0;
        int doubled = 0;
        int character = first;
        while (digits < MOST_DIGITS && Characters.isDigit(character)) {
            int digit = character - '0';
            int twice = digit < 5 ? digit * 2 : digit * 2 - 9;
            // the two sums change places at every digit: which one has the last digit as it is, is known at the end
            // alone
            int withThisAsIs = doubled + digit;
            doubled = asIs + twice;
            asIs = withThisAsIs;
            digits++;
            group++;
            prefix = digits <= 6 ? prefix * 10 + digit : prefix;
            character = text.next();
            if (!Characters.isDigit(character)) {
                if (group < SMALLEST_GROUP) {
                    return false;
                }
                if (isCard(digits, asIs, prefix)) {
                    return true;
                }
                if (character == ' ' || character == '-') {
                    character = text.next();
                    group = 0;
                }
            }
        }
        return false;
    }

    private static boolean isCard(int digits, int luhn, long prefix) {
        return digits >= FEWEST_DIGITS && luhn % 10 == 0 && isIssued((int) prefix, digits);
    }

    /**
     * The networks' ranges of first digits.
     *
     * @param six the first six digits
     */
    private static boolean isIssued(int six, int digits) {
        int four = six / 100;
        int two = six / 10_000;
        boolean visa = six / 100_000 == 4 && (digits == 13 || digits == 16 || digits == 19);
        boolean mastercard = digits == 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720));
        boolean amex = digits == 15 && (two == 34 || two == 37);
        boolean diners = digits == 14 && (two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059));
        boolean discover = digits >= 16 && (four == 6011 || two == 65 || (four >= 6440 && four <= 6499));
        boolean jcb = digits >= 16 && four >= 3528 && four <= 3589;
        boolean unionPay = digits >= 16 && (two == 62 || two == 81);
        boolean maestro = two == 50 || (two >= 56 && two <= 58) || two == 63 || two == 67;
        return visa || mastercard || amex || diners || discover || jcb || unionPay || maestro;
    }
}
