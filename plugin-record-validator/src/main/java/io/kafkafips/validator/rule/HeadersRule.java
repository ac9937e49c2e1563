package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.TopicMetadata;
import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * A rule about the headers of a record. Names are compared exactly. What a producer named its headers is payload too: messages name
 * the headers of the policy alone.
 */
abstract class HeadersRule implements RecordValidationPolicy {
    @Override
    public final List<RecordPart> parts() {
        return List.of(RecordPart.HEADERS);
    }

    @Override
    public final void validateRecord(TopicMetadata topic, RecordProxy record) {
        check(record.headers());
    }

    /** Accepts by returning, refuses by throwing. */
    abstract void check(List<Header> headers);

    static boolean has(List<Header> headers, String name) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i).key().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
