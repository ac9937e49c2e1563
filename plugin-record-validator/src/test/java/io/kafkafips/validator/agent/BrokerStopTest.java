package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class BrokerStopTest {
    @Test
    void message_unknownKafka_hasThreeLinesWithCauseAndWayOut() {
        String message = BrokerStop.message(new JoinPointMissing("no\nsite", new IllegalStateException("why")));

        assertThat(message.lines())
                .containsExactly(
                        "*** plugin-record-validator REFUSES TO START THIS BROKER: record validation cannot be enforced on"
                                + " Kafka 4.3.1",
                        "*** cause: JoinPointMissing: no site (java.lang.IllegalStateException: why)",
                        "*** Use a version of this product that supports this Kafka, or remove -javaagent:<this jar> to run"
                                + " WITHOUT record validation.");
    }

    @Test
    void message_refusedSetting_isTheRefusal() {
        assertThat(BrokerStop.message(new ConfigException("a=b is refused: expected c. Remedy: a=c"))
                        .lines())
                .contains("*** cause: a=b is refused: expected c. Remedy: a=c");
    }
}
