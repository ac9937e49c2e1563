package io.kafkafips.validator.rule;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.policy.TopicMetadata;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class JsonWellFormedTest {
    private static final TopicMetadata TOPIC = new TopicMetadata(new TopicPartition("orders", 0));
    private static final TestRecord TOMBSTONE = TestRecord.withHeaders();

    private final JsonWellFormed rule = new JsonWellFormed();

    @Test
    void validateRecord_malformed_saysNothingOfThePayload() {
        assertThatThrownBy(() -> rule.validateRecord(TOPIC, TestRecord.withValue("{\"card\":4111111111111111,secret}")))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessage("the value is not well-formed JSON: at byte 25 expected a key in quotes");
    }

    @Test
    void validateRecord_tombstoneByDefault_passes() {
        assertThatCode(() -> rule.validateRecord(TOPIC, TOMBSTONE)).doesNotThrowAnyException();
    }

    @Test
    void validateRecord_tombstoneWhenTheyAreRejected_isRefused() {
        rule.configure(Map.of("tombstones", "reject"));

        assertThatThrownBy(() -> rule.validateRecord(TOPIC, TOMBSTONE)).hasMessage("the value is null");
    }

    @Test
    void validateRecord_deeperThanConfigured_isRefused() {
        rule.configure(Map.of("max.depth", 2));

        assertThatThrownBy(() -> rule.validateRecord(TOPIC, TestRecord.withValue("[[[]]]")))
                .hasMessageContaining("at byte 2 expected a nesting of at most 2");
    }

    @Test
    void validateRecord_directBuffer_isReadFromPositionToLimit() {
        byte[] text = "xx{}xx".getBytes(StandardCharsets.UTF_8);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(6).put(text).flip().position(2).limit(4);

        assertThatCode(() -> rule.validateRecord(TOPIC, new TestRecord(direct, List.of())))
                .doesNotThrowAnyException();
    }

    @Test
    void validateRecord_slice_isReadFromPositionToLimit() {
        ByteBuffer slice =
                StandardCharsets.UTF_8.encode("xx{}xx").position(2).slice().limit(2);

        assertThatCode(() -> rule.validateRecord(TOPIC, new TestRecord(slice, List.of())))
                .doesNotThrowAnyException();
    }
}
