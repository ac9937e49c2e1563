package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.TopicMetadata;
import java.nio.ByteBuffer;
import org.apache.kafka.common.InvalidRecordException;

/** The rule {@code utf8}: the key or the value is well-formed UTF-8 (RFC 3629). */
public final class WellFormedUtf8 extends ContentRule {
    @Override
    public String name() {
        return "utf8";
    }

    @Override
    protected void check(TopicMetadata topic, RecordProxy record, ByteBuffer content) {
        int malformed = Utf8.malformedAt(Octets.of(content));
        if (malformed >= 0) {
            throw new InvalidRecordException(
                    "the " + subject() + " is not well-formed UTF-8: the sequence that starts at byte " + malformed);
        }
    }
}
