package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordProxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** A record with the content that a test gives it. */
record TestRecord(ByteBuffer value, List<Header> headers) implements RecordProxy {

    static TestRecord withValue(String value) {
        return new TestRecord(StandardCharsets.UTF_8.encode(value), List.of());
    }

    static TestRecord withHeaders(String... names) {
        return new TestRecord(
                null,
                Stream.of(names)
                        .map(name -> (Header) new RecordHeader(name, (byte[]) null))
                        .toList());
    }

    @Override
    public int batchIndex() {
        return 0;
    }

    @Override
    public long timestamp() {
        return 0;
    }

    @Override
    public ByteBuffer key() {
        return null;
    }
}
