package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.SegmentIdentity;
import io.kafkafips.tiered.format.WrappedKey;
import io.kafkafips.tiered.key.DataKey;
import io.kafkafips.tiered.key.KeyServiceException;

/** Where tools get data encryption keys from. Thread-safe. */
@FunctionalInterface
public interface KeySource {
    /** The key in {@code wrapped}, the caller's to destroy. */
    DataKey unwrap(WrappedKey wrapped, SegmentIdentity segment) throws KeyServiceException;
}
