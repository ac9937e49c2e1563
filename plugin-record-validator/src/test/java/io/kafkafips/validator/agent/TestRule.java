package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.TopicMetadata;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;

/** A rule that writes down what it sees, and refuses values that contain {@code bad}. */
final class TestRule implements RecordValidationPolicy {
    private final List<String> seen = new ArrayList<>();

    List<String> seen() {
        return seen;
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public void validateRecord(TopicMetadata topic, RecordProxy record) {
        StringBuilder line = new StringBuilder();
        line.append(record.batchIndex()).append('@').append(record.timestamp());
        line.append(' ').append(text(record.key())).append('=').append(text(record.value()));
        record.headers()
                .forEach(h -> line.append(' ')
                        .append(h.key())
                        .append(':')
                        .append(h.value() == null ? "null" : text(ByteBuffer.wrap(h.value()))));
        seen.add(line.toString());
        if (text(record.value()).contains("broken")) {
            throw new IllegalStateException("secret payload");
        }
        if (text(record.value()).contains("bad")) {
            throw new InvalidRecordException("it is bad");
        }
    }

    private static String text(ByteBuffer bytes) {
        return bytes == null
                ? "null"
                : StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }
}
