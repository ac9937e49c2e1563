package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.SegmentIdentity;
import io.kafkafips.tiered.kafka.EncryptingRemoteStorageManager;
import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.key.KeyService;
import io.kafkafips.tiered.key.KeyServices;
import io.kafkafips.tiered.key.OfflineKeys;
import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;

/** A store of the directory backend that the manager of a broker writes, with chunks of 4 KiB, and keys to open it. */
final class ToolStore implements AutoCloseable {
    static final int CHUNK = 4096;
    static final int FRAME = CHUNK + 28;
    static final int HEADER = 1024;

    final Path root;
    private final Path folder;
    private final Map<String, Object> settings = new HashMap<>();
    private final KeyService service;

    ToolStore(Path folder) {
        this.folder = folder;
        this.root = folder.resolve("store");
        Path keystore = TestKeys.write(folder.resolve("roots.bcfks"), "kek-1");
        settings.put("chunk.size.bytes", String.valueOf(CHUNK));
        settings.put("keys.keystore.location", keystore.toString());
        settings.put("keys.keystore.password", new Password(TestKeys.PASSWORD));
        settings.put("keys.root.alias", "kek-1");
        settings.put("keys.registry.path", registry().toString());
        settings.put("keys.topics", "*:shared");
        settings.put("keys.create.missing", "true");
        settings.put("delegate.directory.path", root.toString());
        this.service = KeyServices.open(settings);
    }

    Path registry() {
        return TestKeys.registry(folder.resolve("roots.bcfks"));
    }

    KeyService service() {
        return service;
    }

    TestSegment upload(int logBytes) throws IOException, RemoteStorageException {
        return upload(TestSegment.write(folder, logBytes));
    }

    TestSegment upload(TestSegment segment) throws IOException, RemoteStorageException {
        try (EncryptingRemoteStorageManager manager = new EncryptingRemoteStorageManager()) {
            manager.configure(settings);
            manager.copyLogSegmentData(segment.metadata(), segment.data());
        }
        return segment;
    }

    OfflineKeys keys() throws IOException {
        return new OfflineKeys(KeyRegistry.open(registry()), service, "");
    }

    KeySource source() throws IOException {
        OfflineKeys keys = keys();
        return (wrapped, segment) -> keys.unwrap(wrapped);
    }

    Path object(TestSegment segment, String kind) {
        SegmentIdentity identity = identity(segment);
        return root.resolve(hex(identity.topicId()))
                .resolve(Integer.toString(identity.partition()))
                .resolve(hex(identity.segmentId()) + "." + kind);
    }

    StoredObject stored(TestSegment segment, String kind) throws IOException {
        Path file = object(segment, kind);
        return new StoredObject(file, Files.size(file), null, identity(segment));
    }

    static SegmentIdentity identity(TestSegment segment) {
        var id = segment.metadata().remoteLogSegmentId();
        return new SegmentIdentity(
                id.topicIdPartition().topicId(), id.topicIdPartition().partition(), id.id());
    }

    static void flip(Path file, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] ^= 1;
        Files.write(file, bytes);
    }

    @Override
    public void close() {
        service.close();
    }

    private static String hex(Uuid id) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(id.getMostSignificantBits()) + hex.toHexDigits(id.getLeastSignificantBits());
    }
}
