package io.kafkafips.validator.rule.signature;

import io.kafkafips.validator.policy.RecordProxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.InvalidRecordException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a record that a code covers:
 *
 * <pre>
 * covered = value                             ; neither with the key nor with headers
 *         / [ part ] *part part               ; the key if asked for, each header in the order of the option, the value
 * part    = length *OCTET                     ; as many octets as the length says
 *         / %xFF.FF.FF.FF                     ; a key or value that is null, a header that is null or missing
 * length  = 4OCTET                            ; big-endian
 * </pre>
 */
final class SignedBytes {
    private final boolean withKey;
    private final List<String> headers;

    SignedBytes(boolean withKey, List<String> headers) {
        this.withKey = withKey;
        this.headers = List.copyOf(headers);
    }

    /**
     * Those of a record, without a copy.
     *
     * @throws InvalidRecordException for a null value that nothing but an empty one would be told from, or a header that is there twice
     */
    Input of(RecordProxy record) {
        @Nullable ByteBuffer value = record.value();
        List<ByteBuffer> buffers = new ArrayList<>();
        if (!withKey && headers.isEmpty()) {
            if (value == null) {
                throw new InvalidRecordException("the value is null, and the code of the rule covers the value alone");
            }
            buffers.add(value.duplicate());
            return new Input(buffers);
        }
        if (withKey) {
            add(buffers, record.key());
        }
        for (String header : headers) {
            byte @Nullable [] content = SignatureText.atMostOne(record.headers(), header);
            add(buffers, content == null ? null : ByteBuffer.wrap(content));
        }
        add(buffers, value);
        return new Input(buffers);
    }

    private static void add(List<ByteBuffer> buffers, @Nullable ByteBuffer part) {
        int length = part == null ? -1 : part.remaining();
        buffers.add(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
        if (part != null) {
            buffers.add(part.duplicate());
        }
    }

    /** The covered bytes, in buffers one after the other. */
    record Input(List<ByteBuffer> buffers) {
        void into(Consumer<ByteBuffer> sink) {
            for (ByteBuffer buffer : buffers) {
                sink.accept(buffer.duplicate());
            }
        }
    }
}
