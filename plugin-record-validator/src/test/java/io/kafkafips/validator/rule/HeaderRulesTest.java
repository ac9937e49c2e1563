package io.kafkafips.validator.rule;

import static io.kafkafips.validator.rule.TestRules.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderRulesTest {
    private static final TestRecord NO_HEADERS = TestRecord.withHeaders();

    @Test
    void forbidden_headerIsThere_isNamed() {
        ForbiddenHeaders rule = about(new ForbiddenHeaders(), Map.of("names", "debug,internal"));

        assertThat(TestRules.verdict(rule, TestRecord.withHeaders("a", "internal")))
                .isEqualTo("the header internal is forbidden");
    }

    @Test
    void forbidden_headerOfAnotherCase_passes() {
        ForbiddenHeaders rule = about(new ForbiddenHeaders(), Map.of("names", "debug"));

        assertThat(TestRules.verdict(rule, TestRecord.withHeaders("Debug"))).isEqualTo(ACCEPTED);
    }

    @Test
    void allowed_strangeHeader_isRefusedWithoutItsName() {
        AllowedHeaders rule = about(new AllowedHeaders(), Map.of("names", "trace-id"));

        assertThat(TestRules.verdict(rule, TestRecord.withHeaders("trace-id", "4111111111111111")))
                .isEqualTo("header 2 of 2 has a name that is not allowed; allowed are those that the rule lists");
    }

    @Test
    void allowed_onlyListedOnes_pass() {
        AllowedHeaders rule = about(new AllowedHeaders(), Map.of("names", "trace-id"));

        assertThat(TestRules.verdict(rule, TestRecord.withHeaders("trace-id", "trace-id")))
                .isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "[a-z]+ | abc | accepted",
                "[a-z]+ | abcD | the header h does not match the pattern of the rule",
                "a.c | 'a\nc' | accepted",
                "a.c | aéc | accepted",
                "(a*)*b | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | the header h does not match the pattern of the rule",
                "abc | null | the header h does not match the pattern of the rule",
                "abc | abcabc | the header h has 6 bytes, expected at most 5",
            })
    void header_valueAgainstPattern_isHeldToIt(String pattern, String value, String expected) {
        OneHeader rule = about(
                new OneHeader(),
                Map.of("header", "h", "matches", pattern, "max-bytes", "abcabc".equals(value) ? 5 : 99));
        TestRecord record = value == null ? TestRecord.withHeaders("h") : NO_HEADERS.and("h", value);

        assertThat(TestRules.verdict(rule, record)).isEqualTo(expected);
    }

    @Test
    void header_secondOccurrenceIsBad_isRefused() {
        OneHeader rule = about(new OneHeader(), Map.of("header", "h", "matches", "good"));

        assertThat(TestRules.verdict(rule, NO_HEADERS.and("h", "good").and("h", "bad")))
                .isEqualTo("the header h does not match the pattern of the rule");
    }

    @Test
    void header_malformedUtf8_doesNotMatchADot() {
        OneHeader rule = about(new OneHeader(), Map.of("header", "h", "matches", "."));

        assertThat(TestRules.verdict(rule, NO_HEADERS.and("h", new byte[] {(byte) 0xFF})))
                .isEqualTo("the header h does not match the pattern of the rule");
    }

    @Test
    void header_missingAndNotRequired_passes() {
        OneHeader rule = about(new OneHeader(), Map.of("header", "h", "required", false));

        assertThat(TestRules.verdict(rule, NO_HEADERS)).isEqualTo(ACCEPTED);
    }

    @Test
    void header_missing_isRefused() {
        OneHeader rule = about(new OneHeader(), Map.of("header", "h"));

        assertThat(TestRules.verdict(rule, NO_HEADERS)).isEqualTo("the header h is missing");
    }

    @Test
    void header_twiceWhereSingle_isRefused() {
        OneHeader rule = about(new OneHeader(), Map.of("header", "h", "single", true));

        assertThat(TestRules.verdict(rule, TestRecord.withHeaders("h", "h")))
                .isEqualTo("the header h is there 2 times, expected once");
    }

    @Test
    void header_patternThatRe2DoesNotKnow_isRefused() {
        assertThatThrownBy(() -> about(new OneHeader(), Map.of("header", "h", "matches", "(a)\\1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("matches cannot be read by RE2");
    }

    @Test
    void limit_tooMany_isRefused() {
        HeadersLimit rule = about(new HeadersLimit(), Map.of("max-count", 1));

        assertThat(TestRules.verdict(rule, TestRecord.withHeaders("a", "b")))
                .isEqualTo("the record has 2 headers, expected at most 1");
    }

    @Test
    void limit_tooLarge_countsNamesAndValuesInUtf8() {
        HeadersLimit rule = about(new HeadersLimit(), Map.of("max-bytes", 11));

        assertThat(TestRules.verdict(rule, NO_HEADERS.and("é€\uD83D\uDE00", "xyz")))
                .isEqualTo("the headers have 12 bytes together, expected at most 11");
    }

    @Test
    void parts_headerRule_isAboutHeadersOnly() {
        assertThat(new HeadersLimit().parts()).containsExactly(RecordPart.HEADERS);
    }

    private static <R extends RecordValidationPolicy> R about(R rule, Map<String, ?> options) {
        return TestRules.about(RecordPart.HEADERS, rule, options);
    }
}
