package io.kafkafips.validator.rule.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.validator.rule.Octets;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataDetectorTest {
    private static final int TEXTS = 20_000;
    private static final long SEED = 7812;

    private final PersonalDataDetector detector = new PersonalDataDetector(EnumSet.allOf(PersonalData.class));

    /** The networks' published test numbers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4012888888881881",
                "4222222222222",
                "5555555555554444",
                "5105105105105100",
                "2223003122003222",
                "378282246310005",
                "371449635398431",
                "6011111111111117",
                "30569309025904",
                "38520000023237",
                "3530111333300000",
                "3566002020360505",
                "6200000000000005",
                "6759649826438453",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "3782 822463 10005",
                "pay 4111111111111111, soon",
                "[4111111111111111]",
                "x:4111111111111111.",
                "a4111111111111111",
                "4111111111111111b",
                "card_4111111111111111_",
                ".4111111111111111",
                "no.4111111111111111",
                "4111111111111111EUR",
                "card-4111-1111-1111-1111-x",
                "123 4111 1111 1111 1111",
                "é4111111111111111é",
                "\\u0034111111111111111",
                "{\\\"card\\\":\\\"4111111111111111\\\"}",
                "a\\n4111111111111111\\n",
                "4111\\u0020111111111111"
            })
    void find_cardNumber_isFound(String text) {
        assertThat(find(text)).isEqualTo(PersonalData.CREDIT_CARD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "411111111111111",
                "41111111111111111",
                "0.4111111111111111",
                "x1.4111111111111111",
                "4111  1111 1111 1111",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "1234567890123452",
                "00004111111111111111",
                "1763867479123",
                "4111,1111,1111,1111"
            })
    void find_noCardNumber_isNotFound(String text) {
        assertThat(find(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "219-09-9999, true",
        "ssn 078 05 1120., true",
        "899-99-9999, true",
        "SSN-123-45-6789, true",
        "id_123-45-6789, true",
        "ssn123-45-6789x, true",
        "123-45-6789-, true",
        "-123-45-6789-x, true",
        "000-12-3456, false",
        "666-12-3456, false",
        "900-12-3456, false",
        "123-00-4567, false",
        "123-45-0000, false",
        "123-45 6789, false",
        "123456789, false",
        "123-45-67890, false",
        "123-45-6789-1, false",
        "1-123-45-6789, false",
        "2019-123-45-678, false",
    })
    void find_socialSecurityNumber_isDecided(String text, boolean found) {
        assertThat(find(text)).isEqualTo(found ? PersonalData.SSN : null);
    }

    /** Examples of SWIFT's registry of IBAN formats. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GB29NWBK60161331926819",
                "DE89370400440532013000",
                "FR1420041010050500013M02606",
                "NO9386011117947",
                "MT84MALT011000012345MTLCAST001S",
                "BR1800360305000010009795493C1",
                "LC55HEMM000100010012001200023015",
                "SE4550000000058398257466",
                "SA0380000000608010167519",
                "GR1601101250000000012300695",
                "CH9300762011623852957",
                "BE68539007547034",
                "XK051212012345678906",
                "AE070331234567890123456",
                "DE89 3704 0044 0532 0130 00",
                "to DE89370400440532013000."
            })
    void find_iban_isFound(String text) {
        assertThat(find(text)).isEqualTo(PersonalData.IBAN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE88370400440532013000", "DE8937040044053201300", "DE893704004405320130000", "ZZ89370400440532013000",
                "xDE89370400440532013000", "de89370400440532013000", "DE89 370 40044 0532 0130 00",
                        "DEX9370400440532013000"
            })
    void find_noIban_isNotFound(String text) {
        assertThat(find(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "jane.doe@example.com, true",
        "<jane+x@mail.example.co.uk>, true",
        "jane@xn--bcher-kva.example, true",
        "jane@localhost, false",
        "jane@example.c, false",
        "jane@.com, false",
        "@example.com, false",
        "jane@-x.com, false",
        "jane @example.com, false",
        "jane@1.2.3.4, false",
        "a@b@c, false",
    })
    void find_mailAddress_isDecided(String text, boolean found) {
        assertThat(find(text)).isEqualTo(found ? PersonalData.E_MAIL : null);
    }

    @Test
    void find_kindThatIsNotAskedFor_isNotFound() {
        PersonalDataDetector mail = new PersonalDataDetector(Set.of(PersonalData.E_MAIL));

        assertThat(mail.find(octets("4111111111111111 219-09-9999"))).isNull();
    }

    @Test
    void find_place_isInBytes() {
        assertThat(detector.find(octets("é\\n4111111111111111")).offset()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(PersonalData.class)
    void find_generatedTexts_decidesAsTheRegularExpressionDoes(PersonalData kind) {
        PersonalDataDetector one = new PersonalDataDetector(Set.of(kind));
        Random random = new Random(SEED);
        int found = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = NaivePersonalData.text(kind, random);
            boolean expected = NaivePersonalData.has(kind, text);
            assertThat(one.find(octets(text)) != null).as(text).isEqualTo(expected);
            found += expected ? 1 : 0;
        }
        assertThat(found).isBetween(TEXTS / 50, TEXTS * 9 / 10);
    }

    /** Texts made of starts that come to nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "411 ",
                "123-45-",
                "AD11 ",
                "a@b.",
                "@",
                "a@",
                "\\u0034",
                "\\",
                "4",
                "A",
                "DE89",
                "411-111 ",
                "a123-45-",
                "A1",
                "_4"
            })
    void find_hostileText_readsABoundedNumberOfTimesPerByte(String part) {
        assertThat(reads(part, 1_000)).isLessThan(40_000L * part.length());
        assertThat(reads(part, 10_000)).isLessThan(400_000L * part.length());
    }

    private long reads(String part, int times) {
        Characters text = new Characters(octets(part.repeat(times)));
        detector.find(text);
        return text.reads();
    }

    private PersonalData find(String text) {
        PersonalDataDetector.Finding finding = detector.find(octets(text));
        return finding == null ? null : finding.kind();
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
