package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.PolicySet;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.policy.TopicPolicy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.InvalidRecordException;
import org.jspecify.annotations.Nullable;

/** The rule of the canary: counts the records it is asked about, and refuses all or none. */
final class CanaryRule implements RecordValidationPolicy {
    private final boolean refuses;
    private int records;

    CanaryRule(boolean refuses) {
        this.refuses = refuses;
    }

    PolicySet everywhere() {
        return new PolicySet(List.of(new TopicPolicy(name(), Pattern.compile(".*"), List.of(this))));
    }

    /** How many records came by with the content that they must have. */
    int records() {
        return records;
    }

    @Override
    public String name() {
        return "canary";
    }

    @Override
    public void validateRecord(TopicMetadata topic, RecordProxy record) {
        if (!text(record.value()).equals("{\"canary\":" + record.batchIndex() + "}")
                || !text(record.key()).equals("canary-" + record.batchIndex())) {
            throw new IllegalStateException("record " + record.batchIndex() + " of the canary is not what it was");
        }
        records++;
        if (refuses) {
            throw new InvalidRecordException("refused as expected");
        }
    }

    private static String text(@Nullable ByteBuffer bytes) {
        return bytes == null ? "" : StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
