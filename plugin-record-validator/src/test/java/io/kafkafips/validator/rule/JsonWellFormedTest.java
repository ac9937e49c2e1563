package io.kafkafips.validator.rule;

import static io.kafkafips.validator.rule.TestRules.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.validator.policy.RecordPart;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWellFormedTest {
    private final JsonWellFormed rule = TestRules.aboutValue(new JsonWellFormed(), Map.of());

    @Test
    void validateRecord_malformed_saysNothingOfThePayload() {
        assertThat(TestRules.verdict(rule, TestRecord.withValue("{\"card\":4111111111111111,secret}")))
                .isEqualTo("the value is not well-formed JSON: at byte 25 expected a key in quotes");
    }

    @Test
    void validateRecord_tombstone_passes() {
        assertThat(TestRules.verdict(rule, TestRecord.withHeaders())).isEqualTo(ACCEPTED);
    }

    @Test
    void validateRecord_malformedKey_isRefusedAsTheKey() {
        JsonWellFormed ofKeys = TestRules.about(RecordPart.KEY, new JsonWellFormed(), Map.of());

        assertThat(TestRules.verdict(ofKeys, TestRecord.withKey("{")))
                .isEqualTo(
                        "the key is not well-formed JSON: at byte 1, where the key ends, expected a key in quotes or '}'");
    }

    @Test
    void validateRecord_deeperThanConfigured_isRefused() {
        JsonWellFormed shallow = TestRules.aboutValue(new JsonWellFormed(), Map.of("max-depth", 2));

        assertThat(TestRules.verdict(shallow, TestRecord.withValue("[[[]]]")))
                .contains("at byte 2 expected a nesting of at most 2");
    }

    @Test
    void validateRecord_longerThanConfigured_isRefused() {
        JsonWellFormed small = TestRules.aboutValue(new JsonWellFormed(), Map.of("max-bytes", 5));

        assertThat(TestRules.verdict(small, TestRecord.withValue("[1, 2]")))
                .isEqualTo("the value has 6 bytes, expected at most 5");
    }

    @Test
    void validateRecord_sameNameTwice_saysWhere() {
        assertThat(TestRules.verdict(rule, TestRecord.withValue("{\"a\":{\"b\":1},\"\\u0061\":2}")))
                .isEqualTo("the value has an object with a name that it already has, in the quotes at byte 13");
    }

    @Test
    void validateRecord_sameNameTwiceWhereAllowed_passes() {
        JsonWellFormed lenient = TestRules.aboutValue(new JsonWellFormed(), Map.of("unique-keys", false));

        assertThat(TestRules.verdict(lenient, TestRecord.withValue("{\"a\":1,\"a\":2}")))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void validateRecord_directBuffer_isReadFromPositionToLimit() {
        byte[] text = "xx{}xx".getBytes(StandardCharsets.UTF_8);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(6).put(text).flip().position(2).limit(4);

        assertThat(TestRules.verdict(rule, new TestRecord(direct, List.of()))).isEqualTo(ACCEPTED);
    }

    @Test
    void validateRecord_slice_isReadFromPositionToLimit() {
        ByteBuffer slice =
                StandardCharsets.UTF_8.encode("xx{}xx").position(2).slice().limit(2);

        assertThat(TestRules.verdict(rule, new TestRecord(slice, List.of()))).isEqualTo(ACCEPTED);
    }
}
