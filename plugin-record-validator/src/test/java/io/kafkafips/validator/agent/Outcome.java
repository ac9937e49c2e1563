package io.kafkafips.validator.agent;

import io.kafkafips.validator.agent.TestKafka.Append;
import java.nio.ByteBuffer;
import org.apache.kafka.common.record.internal.MemoryRecords;

/**
 * How an append ended.
 *
 * @param bytes what would be in the log; {@code null} after a failure
 * @param failure why nothing would be; {@code null} when something would
 */
record Outcome(ByteBuffer bytes, Throwable failure) {
    /** Appends a copy of the batch. */
    static Outcome of(TestKafka kafka, ByteBuffer batch, Append append) {
        try {
            MemoryRecords records = MemoryRecords.readableRecords(RandomBatches.copy(batch));
            return new Outcome(kafka.append(records, append).buffer(), null);
        } catch (Throwable e) {
            return new Outcome(null, e);
        }
    }

    boolean failed() {
        return failure != null;
    }

    /** Whether both leave the same bytes or the same kind of failure. */
    boolean isLike(Outcome other) {
        return failed() ? other.failed() && failure.getClass() == other.failure.getClass() : bytes.equals(other.bytes);
    }
}
