package io.kafkafips.validator.schema;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Which message of a Protobuf schema a content is, as Confluent's serializers say it behind the schema id.
 *
 * <pre>
 * indexes = %x00 / (count 1*index)   ; the first form stands for the first message
 * count   = zigzag                   ; at most 100
 * index   = zigzag                   ; of the message at the top of the file, then of the one nested in it, and so on
 * </pre>
 *
 * <p>Counted are the messages that the text has, in its order.
 */
final class MessageIndexes {
    private static final int MOST = 100;
    private static final int LONGEST = 5;

    private MessageIndexes() {}

    /**
     * Reads them, and leaves the buffer behind them.
     *
     * @throws Misfit when they are malformed, or the schema has no such message
     */
    static ProtoMessage read(ByteBuffer in, ProtoSchema schema) {
        int count = zigzag(in);
        if (count == 0) {
            return schema.types().get(0).message();
        }
        if (count < 0 || count > MOST) {
            throw new Misfit("a count of message indexes");
        }
        List<ProtoSchema.Type> level = schema.types();
        ProtoSchema.Type chosen = null;
        for (int i = 0; i < count; i++) {
            int index = zigzag(in);
            if (index < 0 || index >= level.size()) {
                throw new Misfit("message indexes of a message that the schema has");
            }
            chosen = level.get(index);
            level = chosen.nested();
        }
        if (chosen == null) {
            throw new IllegalStateException("no index");
        }
        return chosen.message();
    }

    private static int zigzag(ByteBuffer in) {
        int value = 0;
        for (int i = 0; i < LONGEST && in.hasRemaining(); i++) {
            byte b = in.get();
            value |= (b & 0x7F) << (7 * i);
            if (b >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new Misfit("message indexes behind the schema id");
    }
}
