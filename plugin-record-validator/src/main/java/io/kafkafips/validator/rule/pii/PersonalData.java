package io.kafkafips.validator.rule.pii;

import java.util.Arrays;
import java.util.List;

/** The kinds of personal data that are known by their form. */
enum PersonalData {
    CREDIT_CARD("credit-card", "a payment card number") {
        @Override
        boolean startsAt(Characters text, int beforeThat, int before, int first) {
            return PaymentCard.startsAt(text, beforeThat, before, first);
        }
    },

    SSN("ssn", "a US social security number") {
        @Override
        boolean startsAt(Characters text, int beforeThat, int before, int first) {
            return SocialSecurityNumber.startsAt(text, beforeThat, before, first);
        }
    },

    IBAN("iban", "an IBAN") {
        @Override
        boolean startsAt(Characters text, int beforeThat, int before, int first) {
            return Iban.startsAt(text, before, first);
        }
    },

    E_MAIL("e-mail", "an e-mail address") {
        @Override
        boolean startsAt(Characters text, int beforeThat, int before, int first) {
            return MailAddress.atSign(text, before, first);
        }
    };

    private final String word;
    private final String description;

    PersonalData(String word, String description) {
        this.word = word;
        this.description = description;
    }

    /**
     * Whether it starts here; of an e-mail address, whether its at sign is here. Looks at a bounded number of characters ahead, and may
     * leave the text anywhere.
     *
     * @param beforeThat the character in front of the one before
     * @param before the character in front of the place
     * @param first the character at the place
     */
    abstract boolean startsAt(Characters text, int beforeThat, int before, int first);

    /** With its article, for messages. */
    String description() {
        return description;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(kind -> kind.word).toList();
    }

    static PersonalData of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }
}
