package io.kafkafips.tiered.kafka;

import io.kafkafips.tiered.testing.MemoryRemoteStorageManager;
import io.kafkafips.tiered.testing.MemoryStore;
import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;

/** The manager under test over a {@link MemoryStore}, with chunks of 4 KiB. */
final class Rig implements AutoCloseable {
    static final int CHUNK = 4096;

    final MemoryStore store = new MemoryStore();
    final EncryptingRemoteStorageManager manager = new EncryptingRemoteStorageManager();

    Rig(Path keystore) {
        this(keystore, Map.of());
    }

    Rig(Path keystore, Map<String, ?> changes) {
        Map<String, Object> settings = settings(keystore);
        settings.put("delegate.store", store);
        settings.putAll(changes);
        manager.configure(settings);
    }

    static Map<String, Object> settings(Path keystore) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("broker.id", 1);
        settings.put("delegate.class.name", MemoryRemoteStorageManager.class.getName());
        settings.put("chunk.size.bytes", "4096");
        settings.put("keys.keystore.location", keystore.toString());
        settings.put("keys.keystore.password", new Password(TestKeys.PASSWORD));
        settings.put("keys.root.alias", "kek-1");
        settings.put("keys.registry.path", TestKeys.registry(keystore).toString());
        settings.put("keys.topics", "*:shared");
        settings.put("keys.create.missing", "true");
        return settings;
    }

    /** Uploads a segment; returns what the broker knows of it from then on. */
    RemoteLogSegmentMetadata upload(TestSegment segment) throws RemoteStorageException {
        return segment.uploaded(manager.copyLogSegmentData(segment.metadata(), segment.data()));
    }

    byte[] readLog(RemoteLogSegmentMetadata metadata) throws RemoteStorageException, IOException {
        try (InputStream stream = manager.fetchLogSegment(metadata, 0)) {
            return stream.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        manager.close();
    }
}
