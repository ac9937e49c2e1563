package io.kafkafips.tiered.key;

import io.kafkafips.tiered.format.WrappedKey;

/** A new key, in the clear for use now and wrapped for storage. */
public record GeneratedKey(DataKey key, WrappedKey wrapped) {}
