package io.kafkafips.validator.rule.pii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.rule.TestRecord;
import io.kafkafips.validator.rule.TestRules;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class PiiTest {
    @Test
    void validateRecord_cardNumber_namesKindAndPlaceButNoDigit() {
        Pii rule = TestRules.aboutValue(new Pii(), Map.of("detect", "iban,credit-card"));

        assertThat(TestRules.verdict(rule, TestRecord.withValue("{\"n\":\"4111111111111111\"}")))
                .isEqualTo("the value has what looks like a payment card number at byte 6");
    }

    @Test
    void validateRecord_mailAddressInAKey_isRefused() {
        Pii rule = TestRules.about(RecordPart.KEY, new Pii(), Map.of("detect", "e-mail"));

        assertThat(TestRules.verdict(rule, TestRecord.withKey("jane@example.com")))
                .isEqualTo("the key has what looks like an e-mail address at byte 4");
    }

    @Test
    void configure_unknownKind_isRefusedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> TestRules.aboutValue(new Pii(), Map.of("detect", "passport")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("[credit-card, ssn, iban, e-mail]");
    }
}
