package io.kafkafips.bench;

import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.TopicMetadata;

/** The rule {@code trivial}, which accepts everything: what is left is the cost of having rules at all. */
public final class TrivialRule implements RecordValidationPolicy {
    @Override
    public String name() {
        return "trivial";
    }

    @Override
    public void validateRecord(TopicMetadata topic, RecordProxy record) {}
}
