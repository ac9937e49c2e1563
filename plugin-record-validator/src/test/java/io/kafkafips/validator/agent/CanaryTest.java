package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {
    @Test
    void run_wovenKafkaWeBuildAgainst_passes() throws Exception {
        TestKafka kafka = TestKafka.woven();

        assertThatCode(() -> new Canary(kafka.logValidator(), kafka.gate()).run())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.9.1", "4.0.1", "4.1.2", "4.2.2", "4.4.0"})
    void run_otherWovenKafka_passes(String version) throws Exception {
        try (IsolatedKafka kafka = new IsolatedKafka(version)) {
            assertThatCode(kafka::runCanary).doesNotThrowAnyException();
        }
    }

    @Test
    void run_kafkaThatIsNotWoven_fails() throws Exception {
        TestKafka kafka = TestKafka.stock();

        assertThatThrownBy(() -> new Canary(kafka.logValidator(), kafka.gate()).run())
                .isInstanceOf(CanaryFailed.class)
                .hasMessage("a batch none-v2 to NONE from CLIENT was accepted after 0 records were looked at, expected:"
                        + " rejected after 2");
    }
}
