package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.TopicMetadata;
import org.apache.kafka.common.InvalidRecordException;

/** The rule {@code not-null}: the record has a key, or a value and so is no tombstone. What is there may be empty. */
public final class NotNull extends PartRule {
    @Override
    public String name() {
        return "not-null";
    }

    @Override
    public void validateRecord(TopicMetadata topic, RecordProxy record) {
        if (part().contentOf(record) == null) {
            throw new InvalidRecordException("the " + subject() + " is null");
        }
    }
}
