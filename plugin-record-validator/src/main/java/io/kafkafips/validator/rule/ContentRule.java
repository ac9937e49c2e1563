package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.registry.SchemaUnavailable;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A rule about the bytes of a key or a value. What is null passes: whether it may be null is for the rule {@code not-null} to say.
 */
public abstract class ContentRule extends PartRule {
    @Override
    public final void validateRecord(TopicMetadata topic, RecordProxy record) {
        @Nullable ByteBuffer content = part().contentOf(record);
        if (content != null) {
            try {
                check(topic, record, content);
            } catch (SchemaUnavailable outage) {
                if (!outage.isAccepted()) {
                    throw outage;
                }
            }
        }
    }

    /**
     * Accepts the content by returning.
     *
     * @param content from position to limit; not to be written to, nor kept
     * @throws org.apache.kafka.common.InvalidRecordException why it is refused, with nothing of the content in it
     */
    protected abstract void check(TopicMetadata topic, RecordProxy record, ByteBuffer content);
}
