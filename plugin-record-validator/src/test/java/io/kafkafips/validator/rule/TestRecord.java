package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordProxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** A record with the content that a test gives it. */
public record TestRecord(int batchIndex, ByteBuffer key, ByteBuffer value, List<Header> headers)
        implements RecordProxy {

    public TestRecord(ByteBuffer key, ByteBuffer value, List<Header> headers) {
        this(0, key, value, headers);
    }

    public TestRecord(ByteBuffer value, List<Header> headers) {
        this(null, value, headers);
    }

    public static TestRecord withValue(String value) {
        return withValue(value.getBytes(StandardCharsets.UTF_8));
    }

    public static TestRecord withValue(byte[] value) {
        return new TestRecord(ByteBuffer.wrap(value), List.of());
    }

    public static TestRecord withKey(String key) {
        return new TestRecord(StandardCharsets.UTF_8.encode(key), null, List.of());
    }

    static TestRecord withHeaders(String... names) {
        return new TestRecord(
                null,
                Stream.of(names)
                        .map(name -> (Header) new RecordHeader(name, (byte[]) null))
                        .toList());
    }

    /** The same record in another place of its batch. */
    public TestRecord at(int index) {
        return new TestRecord(index, key, value, headers);
    }

    /** The same record with one more header. */
    public TestRecord and(String name, byte[] headerValue) {
        return new TestRecord(
                batchIndex,
                key,
                value,
                Stream.concat(headers.stream(), Stream.of((Header) new RecordHeader(name, headerValue)))
                        .toList());
    }

    public TestRecord and(String name, String headerValue) {
        return and(name, headerValue.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public long timestamp() {
        return 0;
    }
}
