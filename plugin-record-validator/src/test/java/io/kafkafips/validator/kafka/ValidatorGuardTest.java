package io.kafkafips.validator.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ValidatorGuardTest {
    private static final SortedMap<String, String> SETTINGS =
            new TreeMap<>(Map.of("record.validation.policies", "orders"));
    private static final SortedMap<String, String> NONE = new TreeMap<>();

    @Test
    void require_noAgent_isRefusedWithTheLineThatMendsIt() {
        assertThatThrownBy(() -> ValidatorGuard.require(NONE, null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("metric.reporters=io.kafkafips.validator.kafka.ValidatorGuard is refused")
                .hasMessageContaining("KAFKA_OPTS=-javaagent:$KAFKA_HOME/libs/plugin-record-validator-");
    }

    @Test
    void require_policiesButNoAgent_namesTheirSetting() {
        assertThatThrownBy(() -> ValidatorGuard.require(SETTINGS, null))
                .hasMessageContaining("record.validation.policies=orders is refused");
    }

    @Test
    void require_agentWithTheSameSettings_passes() {
        assertThatCode(() -> ValidatorGuard.require(SETTINGS, new TreeMap<>(SETTINGS)))
                .doesNotThrowAnyException();
    }

    @Test
    void require_agentWithOtherSettings_isRefused() {
        SortedMap<String, String> others = new TreeMap<>(Map.of("record.validation.policies", "payments"));

        assertThatThrownBy(() -> ValidatorGuard.require(SETTINGS, others))
                .hasMessageContaining(
                        "record.validation.policies=orders is refused: expected what the agent read at start,"
                                + " which is payments");
    }

    @Test
    void require_agentWithASettingMore_isRefused() {
        assertThatThrownBy(() -> ValidatorGuard.require(NONE, SETTINGS))
                .hasMessageContaining("record.validation.policies is missing");
    }
}
