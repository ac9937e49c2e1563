package io.kafkafips.validator.rule.pii;

/**
 * An international bank account number (ISO 13616): a country that has such numbers, of the length that this country's have, with
 * capital letters and the check digits of ISO/IEC 7064 mod 97-10. The characters stand together, or in groups of four with one space
 * between them.
 */
final class Iban {
    /** From SWIFT's registry: each country with the length of its numbers. */
    private static final String LENGTHS =
            "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18"
                    + "FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19"
                    + "MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29"
                    + "VA22VG24XK20YE30";

    /** By the two letters as a number in base 26; 0 for a country that has none. */
    private static final byte[] LENGTH_OF = lengths();

    private Iban() {}

    private static byte[] lengths() {
        byte[] lengths = new byte[26 * 26];
        for (int i = 0; i < LENGTHS.length(); i += 4) {
            lengths[index(LENGTHS.charAt(i), LENGTHS.charAt(i + 1))] = Byte.parseByte(LENGTHS.substring(i + 2, i + 4));
        }
        return lengths;
    }

    private static int index(int first, int second) {
        return (first - 'A') * 26 + second - 'A';
    }

    static boolean startsAt(Characters text, int before, int first) {
        if (!Characters.isUpper(first) || Characters.isAlphanumeric(before)) {
            return false;
        }
        int second = text.next();
        int length = Characters.isUpper(second) ? LENGTH_OF[index(first, second)] : 0;
        return length > 0 && isNumber(text, first, second, length);
    }

    private static boolean isNumber(Characters text, int first, int second, int length) {
        int check = 0;
        int account = 0;
        int count = 2;
        int character = text.next();
        while (count < length) {
            boolean fits = count < 4
                    ? Characters.isDigit(character)
                    : Characters.isDigit(character) || Characters.isUpper(character);
            if (!fits) {
                return false;
            }
            if (count < 4) {
                check = check * 10 + character - '0';
            } else {
                account = remainder(account, character);
            }
            count++;
            character = text.next();
            if (character == ' ' && count % 4 == 0 && count < length) {
                character = text.next();
            }
        }
        int whole = remainder(remainder(account, first), second) * 100 + check;
        return whole % 97 == 1 && !Characters.isAlphanumeric(character);
    }

    /** The remainder of a number by 97, with another character at its end: a digit as it is, a letter as 10 to 35. */
    private static int remainder(int number, int character) {
        return Characters.isDigit(character)
                ? (number * 10 + character - '0') % 97
                : (number * 100 + character - 'A' + 10) % 97;
    }
}
