package io.kafkafips.cli.validate;

import io.kafkafips.validator.policy.RecordProxy;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record to try a policy on, as the broker would see it in a batch of its own. */
final class Sample implements RecordProxy {
    private final String place;
    private final int partition;
    private final long timestamp;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final List<Header> headers;

    /** @param place where it was found, for the report */
    Sample(
            String place,
            int partition,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Header> headers) {
        this.place = place;
        this.partition = partition;
        this.timestamp = timestamp;
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    /** One that has nothing but a value. */
    static Sample ofValue(String place, byte[] value) {
        return new Sample(place, 0, System.currentTimeMillis(), null, value, List.of());
    }

    String place() {
        return place;
    }

    int partition() {
        return partition;
    }

    @Override
    public int batchIndex() {
        return 0;
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    @Override
    public @Nullable ByteBuffer key() {
        return key == null ? null : ByteBuffer.wrap(key);
    }

    @Override
    public @Nullable ByteBuffer value() {
        return value == null ? null : ByteBuffer.wrap(value);
    }

    @Override
    public List<Header> headers() {
        return headers;
    }
}
