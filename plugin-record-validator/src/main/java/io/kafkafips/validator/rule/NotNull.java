package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.RuleContext;
import io.kafkafips.validator.policy.TopicMetadata;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;

/** The rule {@code not-null}: the record has a key, or a value and so is no tombstone. What is there may be empty. */
public final class NotNull implements RecordValidationPolicy {
    private volatile RecordPart part = RecordPart.VALUE;

    @Override
    public String name() {
        return "not-null";
    }

    @Override
    public List<RecordPart> parts() {
        return List.of(RecordPart.VALUE, RecordPart.KEY);
    }

    @Override
    public void attach(RuleContext context) {
        part = context.part();
    }

    @Override
    public void validateRecord(TopicMetadata topic, RecordProxy record) {
        if (part.contentOf(record) == null) {
            throw new InvalidRecordException("the " + part.key() + " is null");
        }
    }
}
