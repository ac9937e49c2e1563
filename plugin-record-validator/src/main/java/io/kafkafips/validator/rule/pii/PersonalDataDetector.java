package io.kafkafips.validator.rule.pii;

import io.kafkafips.validator.rule.Octets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A detector of personal data in a text: at each place that could be the start of some, it looks ahead by a bounded number of
 * characters. Time is linear in the text, memory constant. Stateless.
 */
final class PersonalDataDetector {
    private final PersonalData[] kinds;

    PersonalDataDetector(Set<PersonalData> kinds) {
        this.kinds = kinds.toArray(new PersonalData[0]);
    }

    /** What is found first, {@code null} when nothing is. */
    @Nullable
    Finding find(Octets text) {
        return find(new Characters(text));
    }

    @Nullable
    Finding find(Characters text) {
        int beforeThat = Characters.NONE;
        int before = Characters.NONE;
        int character = text.current();
        while (character != Characters.NONE) {
            if (mayStart(before, character)) {
                int place = text.offset();
                for (PersonalData kind : kinds) {
                    if (kind.startsAt(text, beforeThat, before, character)) {
                        return new Finding(kind, place);
                    }
                    text.goTo(place);
                    text.current();
                }
            }
            beforeThat = before;
            before = character;
            character = text.next();
        }
        return null;
    }

    /** Card and social security numbers start with a row of digits, which letters may stand beside; an IBAN starts a word. */
    private static boolean mayStart(int before, int character) {
        return character == '@'
                || (Characters.isDigit(character) && !Characters.isDigit(before))
                || (Characters.isUpper(character) && !Characters.isAlphanumeric(before));
    }

    /**
     * A place with personal data.
     *
     * @param kind what it is
     * @param offset the first byte, of an e-mail address that of its at sign
     */
    record Finding(PersonalData kind, int offset) {}
}
