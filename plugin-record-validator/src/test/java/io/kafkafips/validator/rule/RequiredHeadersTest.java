package io.kafkafips.validator.rule;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.policy.TopicMetadata;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequiredHeadersTest {
    private static final TopicMetadata TOPIC = new TopicMetadata(new TopicPartition("orders", 0));

    private final RequiredHeaders rule = new RequiredHeaders();

    @BeforeEach
    void configure() {
        rule.configure(Map.of("names", List.of("trace-id", "source")));
    }

    @Test
    void validateRecord_allThere_passes() {
        assertThatCode(() -> rule.validateRecord(TOPIC, TestRecord.withHeaders("source", "other", "trace-id")))
                .doesNotThrowAnyException();
    }

    @Test
    void validateRecord_oneMissing_namesIt() {
        assertThatThrownBy(() -> rule.validateRecord(TOPIC, TestRecord.withHeaders("trace-id", "Source")))
                .hasMessage("the header source is missing");
    }
}
