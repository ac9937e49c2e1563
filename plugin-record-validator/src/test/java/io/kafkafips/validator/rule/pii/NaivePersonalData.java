package io.kafkafips.validator.rule.pii;

import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The detector's oracle: backtracking expressions at every place, and check digits by the book. */
final class NaivePersonalData {
    private static final Map<PersonalData, Pattern> FORMS = Map.of(
            PersonalData.CREDIT_CARD, Pattern.compile("(?<!\\d)(?<!\\d\\.)\\d{3,}(?:[ -]\\d{3,}){0,5}(?!\\d)"),
            PersonalData.SSN,
                    Pattern.compile(
                            "(?<!\\d)(?<!\\d-)(?!000|666|9)\\d{3}([ -])(?!00)\\d\\d\\1(?!0000)\\d{4}(?!\\d)(?!-\\d)"),
            PersonalData.IBAN,
                    Pattern.compile(
                            "(?<![A-Za-z0-9])[A-Z]{2}\\d\\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"),
            PersonalData.E_MAIL,
                    Pattern.compile("[\\w!#$%&'*+/=?^`{|}~.-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\\.)+[A-Za-z]{2}"));

    private static final Pattern ISSUED = Pattern.compile("4(\\d{12}|\\d{15}|\\d{18})"
            + "|(5[1-5]\\d\\d|222[1-9]|22[3-9]\\d|2[3-6]\\d\\d|27[01]\\d|2720)\\d{12}"
            + "|3[47]\\d{13}|3(6|8|9)\\d{12}|30[0-5]\\d{11}"
            + "|(6011|65\\d\\d|64[4-9]\\d|352[89]|35[3-8]\\d|62\\d\\d|81\\d\\d)\\d{12,15}|(50|5[678]|63|67)\\d{11,17}");

    private static final Map<String, Integer> COUNTRIES = Map.of("DE", 22, "NO", 15, "MT", 31, "BE", 16);

    private static final String[] SAMPLES = {
        "4111111111111111",
        "5555 5555 5555 4444",
        "3782-822463-10005",
        "123-45-6789",
        "078 05 1120",
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "NO9386011117947",
        "BE68 5390 0754 7034",
        "MT84MALT011000012345MTLCAST001S",
        "jane.doe@example.com",
        "x@y.de"
    };

    private NaivePersonalData() {}

    static boolean has(PersonalData kind, String text) {
        Pattern form = FORMS.get(kind);
        for (int start = 0; start < text.length(); start++) {
            for (int end = start + 1; end <= text.length(); end++) {
                Matcher matcher = form.matcher(text).region(start, end);
                matcher.useTransparentBounds(true).useAnchoringBounds(false);
                if (matcher.matches() && isSound(kind, matcher.group())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isSound(PersonalData kind, String found) {
        return switch (kind) {
            case CREDIT_CARD -> {
                String digits = found.replaceAll("[ -]", "");
                yield ISSUED.matcher(digits).matches() && luhn(digits);
            }
            case IBAN -> {
                String compact = found.replace(" ", "");
                boolean grouped = found.matches("[A-Z0-9]{4}( [A-Z0-9]{4})*( [A-Z0-9]{1,3})?");
                Integer length = COUNTRIES.get(compact.substring(0, 2));
                yield length != null
                        && length == compact.length()
                        && (grouped || !found.contains(" ") || spacesAtFours(found))
                        && mod97(compact);
            }
            case SSN, E_MAIL -> true;
        };
    }

    private static boolean spacesAtFours(String found) {
        int count = 0;
        for (int i = 0; i < found.length(); i++) {
            char c = found.charAt(i);
            if (c == ' ' && count % 4 != 0) {
                return false;
            }
            count += c == ' ' ? 0 : 1;
        }
        return true;
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return sum % 10 == 0;
    }

    private static boolean mod97(String iban) {
        StringBuilder number = new StringBuilder();
        for (char c : (iban.substring(4) + iban.substring(0, 4)).toCharArray()) {
            number.append(Character.digit(c, 36));
        }
        return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    /** A short text around a sample, with a few characters changed to others of the same kind or to what ends a number. */
    static String text(PersonalData kind, Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? junk(random) : "");
        text.append(sample(kind, random)).append(random.nextInt(4) == 0 ? junk(random) : "");
        for (int change = random.nextInt(3); change > 0; change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, "0123456789AZaz -.@_,".charAt(random.nextInt(20)));
                case 1 -> text.insert(at, "05 -.AaD@".charAt(random.nextInt(9)));
                default -> text.deleteCharAt(at);
            }
            text.append(text.length() == 0 ? "x" : "");
        }
        return text.toString();
    }

    private static String sample(PersonalData kind, Random random) {
        String sample;
        do {
            sample = SAMPLES[random.nextInt(SAMPLES.length)];
        } while (!has(kind, sample) && random.nextInt(8) > 0);
        return sample;
    }

    private static String junk(Random random) {
        StringBuilder junk = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            junk.append("0199 -.AzD@_é".charAt(random.nextInt(13)));
        }
        return junk.toString();
    }
}
