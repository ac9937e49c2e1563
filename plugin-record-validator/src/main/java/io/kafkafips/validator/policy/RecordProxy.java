package io.kafkafips.validator.policy;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A view of one record of a batch that a producer sent. It is reused for the next record: nothing of it may be kept. The buffers are
 * the bytes that will be appended, not a copy, and must not be written to.
 */
public interface RecordProxy {
    /** The position of the record in its batch, from 0; the index under which the producer sees the error. */
    int batchIndex();

    /** Milliseconds since the epoch, as the producer set it. */
    long timestamp();

    /** The key, from position to limit; {@code null} when the record has none. */
    @Nullable
    ByteBuffer key();

    /** The value, from position to limit; {@code null} for a tombstone. */
    @Nullable
    ByteBuffer value();

    /** The headers in their order. A header's value may be {@code null}. */
    List<Header> headers();
}
