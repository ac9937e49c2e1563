package io.kafkafips.validator.agent;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a batch of format v2 to which its records are relative.
 *
 * @param count how many records it declares
 * @param baseOffset the offset of a record with delta 0
 * @param baseTimestamp the timestamp of a record with delta 0, in milliseconds since the epoch
 * @param baseSequence the sequence of a record with delta 0, negative when the producer is not idempotent
 * @param logAppendTime the timestamp of all its records, or {@code null} when each has its own
 */
record BatchHeader(
        int count,
        long baseOffset,
        long baseTimestamp,
        int baseSequence,
        @Nullable Long logAppendTime) {
    private static final int NO_SEQUENCE = -1;

    long offset(int delta) {
        return baseOffset + delta;
    }

    long timestamp(long delta) {
        return logAppendTime != null ? logAppendTime : baseTimestamp + delta;
    }

    /** Sequences go on with 0 after the largest int. */
    int sequence(int delta) {
        if (baseSequence < 0) {
            return NO_SEQUENCE;
        }
        return baseSequence > Integer.MAX_VALUE - delta
                ? delta - (Integer.MAX_VALUE - baseSequence) - 1
                : baseSequence + delta;
    }
}
