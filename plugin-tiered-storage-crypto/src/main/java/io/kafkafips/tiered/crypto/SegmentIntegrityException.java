package io.kafkafips.tiered.crypto;

import org.apache.kafka.common.errors.CorruptRecordException;

/**
 * Says that an object in remote storage is not what was stored for this segment. As a {@link CorruptRecordException} it reaches a
 * consumer as one clear error, where an {@link java.io.IOException} would make it ask again for ever.
 */
public final class SegmentIntegrityException extends CorruptRecordException {
    public SegmentIntegrityException(String message) {
        super(message);
    }

    public SegmentIntegrityException(String message, Throwable cause) {
        super(message, cause);
    }
}
