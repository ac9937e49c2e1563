package io.kafkafips.validator.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.policy.RecordPart;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class RequiredHeadersTest {
    private final RequiredHeaders rule =
            TestRules.about(RecordPart.HEADERS, new RequiredHeaders(), Map.of("names", "trace-id,source"));

    @Test
    void validateRecord_allThere_passes() {
        assertThat(TestRules.verdict(rule, TestRecord.withHeaders("source", "other", "trace-id")))
                .isEqualTo(TestRules.ACCEPTED);
    }

    @Test
    void validateRecord_oneMissing_namesIt() {
        assertThat(TestRules.verdict(rule, TestRecord.withHeaders("trace-id", "Source")))
                .isEqualTo("the header source is missing");
    }

    @Test
    void configure_sameNameTwice_isRefused() {
        assertThatThrownBy(() ->
                        TestRules.about(RecordPart.HEADERS, new RequiredHeaders(), Map.of("names", "source,source")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("one twice");
    }
}
