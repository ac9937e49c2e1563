package io.kafkafips.cli.keys;

import io.kafkafips.tiered.format.SegmentIdentity;
import io.kafkafips.tiered.format.WrappedKey;
import io.kafkafips.tiered.key.DataKey;
import io.kafkafips.tiered.key.KeyService;
import io.kafkafips.tiered.key.KeyServiceException;
import io.kafkafips.tiered.key.OfflineKeys;
import io.kafkafips.tiered.tool.KeySource;

/** Registry and key service, opened; data encryption keys come from both. Thread-safe. */
public final class OpenKeys implements KeySource, AutoCloseable {
    private final KeyService service;
    private final OfflineKeys keys;

    OpenKeys(KeyService service, OfflineKeys keys) {
        this.service = service;
        this.keys = keys;
    }

    @Override
    public DataKey unwrap(WrappedKey wrapped, SegmentIdentity segment) throws KeyServiceException {
        return keys.unwrap(wrapped);
    }

    @Override
    public void close() {
        keys.close();
        service.close();
    }
}
