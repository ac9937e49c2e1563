package io.kafkafips.validator.rule.cel;

import static io.kafkafips.validator.rule.TestRules.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.rule.TestRecord;
import io.kafkafips.validator.rule.TestRules;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelRuleTest {
    private static final TestRecord ORDER = TestRecord.withValue("""
            {"id": 7, "amount": 12.50, "whole": 12, "currency": "EUR", "note": null, "paid": true, "t\\u00e4g": "\\n",
             "lines": [{"sku": "a-1", "n": 2}, {"sku": "b-2", "n": 1}], "huge": 99999999999999999999, "exp": 1e3,
             "at": "2026-11-23T03:11:19Z"}""")
            .and("tenant", "acme")
            .and("tenant", "other")
            .and("binary", new byte[] {(byte) 0xFF});

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.amount > 0.0",
                "value.amount > 12",
                "value.whole > 0.5",
                "value.whole == 12 && value.whole == 12.0",
                "value.currency in ['EUR', 'USD']",
                "value.currency.matches('^[A-Z]{3}$')",
                "value.note == null",
                "value['täg'] == '\\n'",
                "has(value.paid) && value.paid",
                "!has(value.nope)",
                "value.lines.all(l, l.n > 0) && size(value.lines) == 2",
                "value.lines.exists_one(l, l.sku.startsWith('b'))",
                "value.lines.map(l, l.n) == [2, 1]",
                "double(value.whole) + value.amount == 24.5",
                "value.huge > 1.0e19",
                "value.exp == 1000.0",
                "timestamp(value.at) < timestamp('2030-01-01T00:00:00Z')",
                "timestamp < timestamp('2030-01-01T00:00:00Z')",
                "timestamp == timestamp(0)",
                "topic == 'orders' && partition == 3",
                "headers['tenant'] == ['acme', 'other']",
                "'tenant' in headers && !('x' in headers)",
                "headers['binary'][0] == '\uFFFD'",
                "key == null",
                "value.whole != 'admin'",
                "value.paid || value.nope > 1",
            })
    void validateRecord_trueExpression_passes(String expression) {
        assertThat(TestRules.verdict(rule(Map.of("expression", expression)), ORDER))
                .isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value.amount > 100.0 | the expression of the rule is not true",
                "value.nope > 1 | a field or header that it asks for is missing; has() asks whether it is there",
                "headers['x'] == ['y'] | a field or header that it asks for is missing",
                "value.currency > 3 | a field is of another type than it is compared or computed with",
                "value.lines[9].n == 1 | an index is beyond the end of a list",
                "value.whole / (value.whole - 12) == 1 | a division by zero",
                "value.whole * 9223372036854775807 == 1 | a number is out of range",
                "timestamp(value.currency) == timestamp(0) | a text is not of the form that a function asks for",
                "value.currency | the expression of the rule is not true",
                "type(value.whole) == string && value.whole != 'admin' | the expression of the rule is not true",
            })
    void validateRecord_notTrue_isRefusedWithoutPayload(String expression, String expected) {
        assertThat(TestRules.verdict(rule(Map.of("expression", expression)), ORDER))
                .contains(expected)
                .doesNotContain("EUR");
    }

    @Test
    void validateRecord_ownMessage_isWhatTheProducerIsTold() {
        CelRule rule = rule(Map.of("expression", "value.amount < 0.0", "message", "amount must be negative"));

        assertThat(TestRules.verdict(rule, ORDER)).isEqualTo("amount must be negative");
    }

    @Test
    void validateRecord_malformedJsonThatTheExpressionMightNotReach_isRefused() {
        CelRule rule = rule(Map.of("expression", "true || value.x == 1"));

        assertThat(TestRules.verdict(rule, TestRecord.withValue("{\"x\":}")))
                .isEqualTo("the value is not well-formed JSON: at byte 5 expected a value");
    }

    @Test
    void validateRecord_sameNameTwice_isRefused() {
        CelRule rule = rule(Map.of("expression", "value.a == 2"));

        assertThat(TestRules.verdict(rule, TestRecord.withValue("{\"a\":1,\"\\u0061\":2}")))
                .isEqualTo("the value has an object with a name that it already has, in the quotes at byte 7");
    }

    @Test
    void validateRecord_tombstoneInAValueRule_passes() {
        assertThat(TestRules.verdict(rule(Map.of("expression", "value.a == 1")), TestRecord.withKey("k")))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void validateRecord_tombstoneInARecordRule_isNullToTheExpression() {
        CelRule rule =
                TestRules.about(RecordPart.RECORD, new CelRule(), Map.of("expression", "value != null || key == 'k'"));

        assertThat(TestRules.verdict(rule, TestRecord.withKey("k"))).isEqualTo(ACCEPTED);
    }

    @Test
    void validateRecord_jsonKey_isReadAsSuch() {
        CelRule rule = TestRules.about(
                RecordPart.KEY, new CelRule(), Map.of("expression", "key.tenant == 'acme'", "key-as", "json"));

        assertThat(TestRules.verdict(rule, TestRecord.withKey("{\"tenant\":\"acme\"}")))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void validateRecord_text_isAString() {
        CelRule rule = rule(Map.of("as", "text", "expression", "value.startsWith('a') && size(value) == 2"));

        assertThat(TestRules.verdict(rule, TestRecord.withValue("aé"))).isEqualTo(ACCEPTED);
    }

    @Test
    void validateRecord_bytes_areBytes() {
        CelRule rule = rule(Map.of("as", "bytes", "expression", "value == b'\\x00\\xFF' && size(value) == 2"));

        assertThat(TestRules.verdict(rule, TestRecord.withValue(new byte[] {0, (byte) 0xFF})))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void validateRecord_malformedText_isRefused() {
        CelRule rule = rule(Map.of("as", "text", "expression", "value != ''"));

        assertThat(TestRules.verdict(rule, TestRecord.withValue(new byte[] {'a', (byte) 0xFF})))
                .isEqualTo("the value is not well-formed UTF-8: the sequence that starts at byte 1");
    }

    @Test
    void validateRecord_longerThanConfigured_isRefused() {
        CelRule rule = rule(Map.of("expression", "value != ''", "as", "text", "max-bytes", 3));

        assertThat(TestRules.verdict(rule, TestRecord.withValue("abcd"))).contains("4 bytes, expected at most 3");
    }

    @Test
    void validateRecord_nestedLoopsOverALongList_endAtTheLimit() {
        CelRule rule = rule(Map.of(
                "expression",
                "value.l.all(a, value.l.all(b, value.l.all(c, a + b + c >= 0)))",
                "max-iterations",
                5000));
        String list =
                IntStream.range(0, 1000).mapToObj(String::valueOf).collect(Collectors.joining(",", "{\"l\":[", "]}"));

        assertThat(TestRules.verdict(rule, TestRecord.withValue(list)))
                .contains("it takes more iterations than max-iterations");
    }

    @Test
    void validateRecord_deeplyNestedJson_isRefusedWithoutAStackOverflow() {
        CelRule rule = rule(Map.of("expression", "value == value"));

        assertThat(TestRules.verdict(rule, TestRecord.withValue("[".repeat(100_000))))
                .contains("a nesting of at most 100");
    }

    @Test
    void validateRecord_numberOfAMillionDigits_isRefused() {
        CelRule rule = rule(Map.of("expression", "value.n > 1"));

        assertThat(TestRules.verdict(rule, TestRecord.withValue("{\"n\":" + "9".repeat(1_000_000) + "}")))
                .contains("a number of 1000000 characters at byte 5, expected at most 400");
    }

    /** An expression that takes a backtracking matcher exponential time. */
    @Test
    void validateRecord_tenTimesTheTextToMatch_allocatesAtMostSomeTenTimesAsMuch() {
        CelRule rule = rule(Map.of("as", "text", "expression", "!value.matches('^(a|aa)+$b')"));
        TestRules.verdict(rule, TestRecord.withValue("a"));

        long one = TestRules.allocatedBy(() -> TestRules.verdict(rule, TestRecord.withValue("a".repeat(10_000))));
        long ten = TestRules.allocatedBy(() -> TestRules.verdict(rule, TestRecord.withValue("a".repeat(100_000))));

        assertThat(ten).isLessThan(20 * one);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value.a > | at line 1, column 10",
                "'true &&\n  valu.a == 1' | at line 2, column 3: undeclared reference to 'valu'",
                "1 + 1 | expected type 'bool' but found 'int'",
                "topic > 3 | found no matching overload for '_>_'",
                "partition == 'a' | found no matching overload",
                "topic.matches('(a') | missing closing )",
                "'topic.matches(\"(a)\\\\1\")' | invalid escape sequence",
                "topic.matches('((a{1000}){1000}){1000}') | its repeats, written out, are more than 4000 instructions",
                "'x'.matches(value.p) | the regular expression of matches must be a literal in quotes",
                "matches(topic, key) | the regular expression of matches must be a literal in quotes",
                "value.l.all(p, 'x'.matches('a' + p)) | the regular expression of matches must be a literal in quotes",
                "timestamp > timestamp('yesterday') | timestamp",
            })
    void configure_expressionThatIsNoCondition_isRefusedWithItsPlace(String expression, String expected) {
        assertThatThrownBy(() -> rule(Map.of("expression", expression)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expression=")
                .hasMessageContaining(expected)
                .hasMessageContaining("Remedy: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 600, 6000})
    void configure_expressionOfManyParentheses_isRefused(int depth) {
        String deep = "(".repeat(depth) + "true" + ")".repeat(depth);

        assertThatThrownBy(() -> rule(Map.of("expression", deep))).isInstanceOf(ConfigException.class);
    }

    private static CelRule rule(Map<String, ?> options) {
        return TestRules.aboutValue(new CelRule(), options);
    }
}
