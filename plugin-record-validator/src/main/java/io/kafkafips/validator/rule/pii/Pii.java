package io.kafkafips.validator.rule.pii;

import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.rule.ContentRule;
import io.kafkafips.validator.rule.Octets;
import io.kafkafips.validator.rule.Options;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * The rule {@code pii}: the key or the value has no personal data of the kinds asked for, as far as its form gives it away in text or
 * JSON. A guard against accidents: whoever wants to hide a number can.
 */
public final class Pii extends ContentRule {
    static final String DETECT = "detect";

    private volatile PersonalDataDetector detector = new PersonalDataDetector(Set.of());

    @Override
    public String name() {
        return "pii";
    }

    @Override
    public ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        DETECT,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Options.namesAmong(PersonalData.words()),
                        Importance.HIGH,
                        "What is looked for: credit-card (13 to 19 digits, Luhn), ssn (USA, with separators), iban (mod 97),"
                                + " e-mail.");
    }

    @Override
    public void configure(Map<String, ?> values) {
        Set<PersonalData> kinds = EnumSet.noneOf(PersonalData.class);
        new Options(values).list(DETECT).forEach(word -> kinds.add(PersonalData.of(word)));
        detector = new PersonalDataDetector(kinds);
    }

    @Override
    protected void check(TopicMetadata topic, RecordProxy record, ByteBuffer content) {
        PersonalDataDetector.Finding found = detector.find(Octets.of(content));
        if (found != null) {
            throw new InvalidRecordException("the " + subject() + " has what looks like "
                    + found.kind().description() + " at byte " + found.offset());
        }
    }
}
