package io.kafkafips.tiered.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicRulesTest {
    private static final Uuid TOPIC_ID = new Uuid(1, 2);
    private static final String HEX = "00000000000000010000000000000002";

    @ParameterizedTest
    @CsvSource({
        "payments, payments",
        "payments.eu, dotted",
        "paymentsXeu, rest",
        "customer-7, customer." + HEX,
        "a-mid-z, both",
        "a--z, both",
        "a-z, rest",
        "Orders, rest",
    })
    void keyOf_aTopic_isThatOfTheFirstRuleThatMatches(String topic, String key) {
        TopicRules rules =
                TopicRules.of("payments:payments, payments.eu:dotted,customer-*:customer.{topic-id},a-*-z:both,*:rest");

        assertThat(rules.keyOf(TOPIC_ID, topic)).map(TopicRules.Key::name).contains(key);
    }

    @Test
    void keyOf_aTopicWithoutARule_isEmpty() {
        assertThat(TopicRules.of("payments:payments").keyOf(TOPIC_ID, "orders")).isEmpty();
        assertThat(TopicRules.of("payments:payments").keyOf(TOPIC_ID, "payments2"))
                .isEmpty();
    }

    @Test
    void keyOf_aRuleWithTheTopicsId_isForThatTopicAlone() {
        TopicRules rules = TopicRules.of("own-*:own.{topic-id},*:shared");

        assertThat(rules.keyOf(TOPIC_ID, "own-1").orElseThrow().topic()).isEqualTo(new KeyTopic(TOPIC_ID, "own-1"));
        assertThat(rules.keyOf(TOPIC_ID, "other").orElseThrow().topic()).isEqualTo(KeyTopic.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "orders:",
                ":key",
                "orders:Key",
                "orders:../key",
                "orders:key:2",
                "or ders:key",
                "orders:root.yaml",
                "orders:{topicid}",
                "orders:a23456789012345678901234567890123{topic-id}",
                "first:a,first:b",
                "first:a,,second:b",
            })
    void of_aBadRule_namesSettingAndElement(String setting) {
        String[] elements = setting.split(",", -1);

        assertThatThrownBy(() -> TopicRules.of(setting))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "rsm.config.keys.topics=" + elements[elements.length > 2 ? 1 : elements.length - 1])
                .hasMessageContaining("Remedy:");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void of_noRules_isRefused(String setting) {
        assertThatThrownBy(() -> TopicRules.of(setting))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.keys.topics");
    }
}
