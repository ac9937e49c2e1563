package io.kafkafips.validator.rule;

import static io.kafkafips.validator.rule.TestRules.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.policy.RecordPart;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentRulesTest {
    private static final TestRecord TOMBSTONE = TestRecord.withKey("k");

    @Test
    void notNull_tombstone_isRefused() {
        assertThat(TestRules.verdict(TestRules.aboutValue(new NotNull(), Map.of()), TOMBSTONE))
                .isEqualTo("the value is null");
    }

    @Test
    void notNull_noKey_isRefused() {
        NotNull rule = TestRules.about(RecordPart.KEY, new NotNull(), Map.of());

        assertThat(TestRules.verdict(rule, TestRecord.withValue("v"))).isEqualTo("the key is null");
    }

    @Test
    void notNull_emptyKey_passes() {
        NotNull rule = TestRules.about(RecordPart.KEY, new NotNull(), Map.of());

        assertThat(TestRules.verdict(rule, TestRecord.withKey(""))).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "VALUE, 3, 4, accepted",
        "VALUE, 5, 9, 'the value has 4 bytes, expected at least 5'",
        "VALUE, 0, 3, 'the value has 4 bytes, expected at most 3'",
        "KEY, 9, 9, accepted",
        "RECORD, 0, 7, accepted",
        "RECORD, 0, 6, 'the record has 7 bytes, expected at most 6'",
    })
    void size_againstBounds_isHeldToThem(RecordPart part, int min, int max, String expected) {
        Size rule = TestRules.about(part, new Size(), Map.of("min-bytes", min, "max-bytes", max));

        assertThat(TestRules.verdict(rule, TestRecord.withValue("1234").and("h", "vv")))
                .isEqualTo(expected);
    }

    @Test
    void size_boundsTheWrongWayRound_areRefused() {
        assertThatThrownBy(() -> TestRules.aboutValue(new Size(), Map.of("min-bytes", 2, "max-bytes", 1)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Remedy: ");
    }

    @Test
    void utf8_malformed_saysWhere() {
        byte[] overlong = {'a', 'b', (byte) 0xC0, (byte) 0x80};

        assertThat(TestRules.verdict(new WellFormedUtf8(), TestRecord.withValue(overlong)))
                .isEqualTo("the value is not well-formed UTF-8: the sequence that starts at byte 2");
    }

    @Test
    void utf8_anyBytes_decidesAsTheJdkDoes() {
        Random random = new Random(3629);
        int wellFormed = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = utf8Like(random);
            boolean expected = decodes(bytes);
            assertThat(Utf8.malformedAt(Octets.of(bytes)) < 0).as("%s", i).isEqualTo(expected);
            wellFormed += expected ? 1 : 0;
        }
        assertThat(wellFormed).isBetween(20_000, 180_000);
    }

    private static byte[] utf8Like(Random random) {
        byte[] bytes = random.ints(random.nextInt(3), 0x80, 0x110000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(3) > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'order-[0-9]+', order-17, accepted",
        "'order-[0-9]+', 'order-17 ', 'the key does not match the pattern of the rule'",
        "'.*', '12345678901', 'the key has 11 bytes, expected at most 10 to match a pattern'",
    })
    void matches_keyAgainstPattern_isHeldToIt(String pattern, String key, String expected) {
        Matches rule = TestRules.about(RecordPart.KEY, new Matches(), Map.of("pattern", pattern, "max-bytes", 10));

        assertThat(TestRules.verdict(rule, TestRecord.withKey(key))).isEqualTo(expected);
    }

    @Test
    void matches_sliceOfALargerArray_looksAtTheSliceAlone() {
        Matches rule = TestRules.aboutValue(new Matches(), Map.of("pattern", "b"));
        ByteBuffer slice =
                StandardCharsets.UTF_8.encode("abc").position(1).slice().limit(1);

        assertThat(TestRules.verdict(rule, new TestRecord(slice, List.of()))).isEqualTo(ACCEPTED);
    }

    @Test
    void matches_malformedUtf8_isRefused() {
        Matches rule = TestRules.aboutValue(new Matches(), Map.of("pattern", ".*"));

        assertThat(TestRules.verdict(rule, TestRecord.withValue(new byte[] {(byte) 0x80})))
                .isEqualTo("the value is not well-formed UTF-8");
    }

    /** An expression that takes a backtracking matcher exponential time. */
    @Test
    void matches_tenTimesTheText_allocatesAtMostSomeTenTimesAsMuch() {
        Matches rule = TestRules.aboutValue(new Matches(), Map.of("pattern", "(a|aa)+$b", "max-bytes", 1_000_000));
        TestRules.verdict(rule, TestRecord.withValue("a".repeat(1000)));

        long one = TestRules.allocatedBy(() -> TestRules.verdict(rule, TestRecord.withValue("a".repeat(10_000))));
        long ten = TestRules.allocatedBy(() -> TestRules.verdict(rule, TestRecord.withValue("a".repeat(100_000))));

        assertThat(ten).isLessThan(20 * one);
    }

    @ParameterizedTest
    @CsvSource({
        "uuid, f81d4fae-7dec-11d0-a765-00a0c91e6bf6, true",
        "uuid, F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6, true",
        "uuid, f81d4fae-7dec-11d0-a765-00a0c91e6bf, false",
        "uuid, f81d4fae-7dec-11d0-a765-00a0c91e6bfg, false",
        "uuid, f81d4fae07dec-11d0-a765-00a0c91e6bf6, false",
        "ulid, 01ARZ3NDEKTSV4RRFFQ69G5FAV, true",
        "ulid, 7ZZZZZZZZZZZZZZZZZZZZZZZZZ, true",
        "ulid, 8ZZZZZZZZZZZZZZZZZZZZZZZZZ, false",
        "ulid, 01ARZ3NDEKTSV4RRFFQ69G5FAU, false",
        "int32, 2147483647, true",
        "int32, 2147483648, false",
        "int32, -2147483648, true",
        "int32, -2147483649, false",
        "int32, 0, true",
        "int32, 00, false",
        "int32, -0, false",
        "int32, +1, false",
        "int32, '', false",
        "int32, -, false",
        "int32, 1x, false",
        "int64, 9223372036854775807, true",
        "int64, 9223372036854775808, false",
        "int64, -9223372036854775808, true",
        "int64, 99999999999999999999, false",
        "binary-int32, abcd, true",
        "binary-int32, abc, false",
        "binary-int64, abcdefgh, true",
        "binary-int64, abcd, false",
    })
    void format_ofAKey_isDecided(String format, String key, boolean accepted) {
        Format rule = TestRules.about(RecordPart.KEY, new Format(), Map.of("format", format));

        assertThat(TestRules.verdict(rule, TestRecord.withKey(key)))
                .isEqualTo(accepted ? ACCEPTED : "the key is not of the format " + format);
    }

    @Test
    void format_nullKey_passes() {
        Format rule = TestRules.about(RecordPart.KEY, new Format(), Map.of("format", "uuid"));

        assertThat(TestRules.verdict(rule, TestRecord.withValue("v"))).isEqualTo(ACCEPTED);
    }

    @Test
    void format_unknownOne_isRefused() {
        assertThatThrownBy(() -> TestRules.aboutValue(new Format(), Map.of("format", "guid")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("binary-int64");
    }
}
