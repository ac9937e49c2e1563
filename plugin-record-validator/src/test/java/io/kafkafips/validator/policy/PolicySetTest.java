package io.kafkafips.validator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.rule.TestRecord;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PolicySetTest {
    private static final TestRecord NOTHING = new TestRecord(null, List.of());
    private static final TopicMetadata TOPIC = new TopicMetadata(new TopicPartition("orders-eu", 0));

    private final TopicPolicy exempt = new TopicPolicy("exempt", Pattern.compile("orders-test"), List.of());
    private final TopicPolicy orders = policy("orders", "orders-.*", new InvalidRecordException("no"));
    private final TopicPolicy rest = policy("rest", ".*", new InvalidRecordException("never"));
    private final PolicySet policies = new PolicySet(List.of(exempt, orders, rest));

    @Test
    void forTopic_severalMatch_givesTheFirst() {
        assertThat(policies.forTopic("orders-eu")).isSameAs(orders);
    }

    @Test
    void forTopic_askedAgain_givesTheSame() {
        policies.forTopic("payments");

        assertThat(policies.forTopic("payments")).isSameAs(rest);
    }

    @Test
    void forTopic_exempted_givesNone() {
        assertThat(policies.forTopic("orders-test")).isNull();
    }

    @Test
    void forTopic_internalTopic_givesNone() {
        assertThat(policies.forTopic("__consumer_offsets")).isNull();
    }

    @Test
    void forTopic_noneMatches_givesNone() {
        assertThat(new PolicySet(List.of(orders)).forTopic("payments")).isNull();
    }

    @Test
    void check_refusal_isNotedWithPolicyRuleAndIndex() {
        BatchVerdict verdict = orders.newVerdict();

        orders.check(TOPIC, NOTHING.at(7), verdict);

        assertThat(verdict.violations()).containsExactly(new RecordViolation(7, "policy orders, rule test: no"));
    }

    @Test
    void check_moreRefusalsThanOneAnswerHolds_fillsTheVerdict() {
        BatchVerdict verdict = orders.newVerdict();

        for (int i = 0; !verdict.isFull(); i++) {
            orders.check(TOPIC, NOTHING.at(i), verdict);
        }

        assertThat(verdict.violations()).hasSize(100);
        assertThat(verdict.summary()).contains("policy orders refuses 100 or more records");
    }

    @Test
    void check_longMessageWithControls_isOneShortLine() {
        TopicPolicy chatty = policy("chatty", ".*", new InvalidRecordException("a\nb" + "x".repeat(1000)));
        BatchVerdict verdict = chatty.newVerdict();

        chatty.check(TOPIC, NOTHING.at(0), verdict);

        assertThat(verdict.violations().get(0).message())
                .startsWith("policy chatty, rule test: a bxxx")
                .hasSizeLessThan(340);
    }

    @Test
    void check_ruleBreaksDown_saysWhichWithoutItsMessage() {
        TopicPolicy broken = policy("broken", ".*", new IllegalStateException("payload 4111111111111111"));

        assertThatThrownBy(() -> broken.check(TOPIC, NOTHING.at(3), broken.newVerdict()))
                .isInstanceOf(RuleFailure.class)
                .hasMessage(
                        "Record validation policy broken: the rule test failed with IllegalStateException; the batch is"
                                + " refused unchecked");
    }

    @Test
    void times_batchThatIsTimed_areOfEachRecordAndRule() {
        BatchVerdict verdict = orders.newVerdict(true);
        orders.check(TOPIC, NOTHING.at(0), verdict);
        orders.check(TOPIC, NOTHING.at(1), verdict);

        assertThat(verdict.times()).singleElement().satisfies(time -> {
            assertThat(time.rule().name()).isEqualTo("test");
            assertThat(time.records()).isEqualTo(2);
            assertThat(time.nanos()).isPositive();
        });
    }

    @Test
    void times_batchThatIsNot_areNone() {
        BatchVerdict verdict = orders.newVerdict(false);
        orders.check(TOPIC, NOTHING.at(0), verdict);

        assertThat(verdict.times()).isEmpty();
    }

    private static TopicPolicy policy(String name, String topics, RuntimeException outcome) {
        return new TopicPolicy(name, Pattern.compile(topics), List.of(new RecordValidationPolicy() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public void validateRecord(TopicMetadata topic, RecordProxy record) {
                throw outcome;
            }
        }));
    }
}
