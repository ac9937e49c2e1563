package io.kafkafips.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;

/** A delegate that gives out logs whose files it is told, and does nothing else. */
public final class KnownLogs implements RemoteStorageManager {
    /** The setting with the map of segment id to file. */
    static final String LOGS = "logs";

    private Map<?, ?> logs = Map.of();

    @Override
    public void configure(Map<String, ?> settings) {
        logs = (Map<?, ?>) settings.get(LOGS);
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int start) throws RemoteStorageException {
        Uuid id = metadata.remoteLogSegmentId().id();
        try {
            InputStream in = Files.newInputStream((Path) logs.get(id));
            in.skipNBytes(start);
            return in;
        } catch (IOException e) {
            throw new RemoteStorageException("Cannot read the log of " + id, e);
        }
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int start, int end)
            throws RemoteStorageException {
        return fetchLogSegment(metadata, start);
    }

    @Override
    public Optional<CustomMetadata> copyLogSegmentData(RemoteLogSegmentMetadata metadata, LogSegmentData data) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream fetchIndex(RemoteLogSegmentMetadata metadata, IndexType type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void deleteLogSegmentData(RemoteLogSegmentMetadata metadata) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
