package io.kafkafips.conformance;

import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.MalformedContainerException;
import io.kafkafips.tiered.format.SegmentMarker;
import io.kafkafips.tiered.kafka.EncryptingRemoteStorageManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentId;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadataUpdate;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentState;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;

/**
 * Decrypts the logs in the folder of a LocalTieredStorage with a manager of its own, beside those of the brokers. Who the segment is it
 * takes from the names of folder and file. Thread-safe.
 */
final class SegmentReader implements AutoCloseable {
    /** No broker's. */
    static final int BROKER_ID = 999;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Pattern PARTITION = Pattern.compile("(.+)-(\\d+)-([\\w-]{22})");
    private static final Pattern LOG = Pattern.compile("(\\d+)-([\\w-]{22})\\.log");

    private final EncryptingRemoteStorageManager manager = new EncryptingRemoteStorageManager();
    private final Map<Uuid, Path> logs = new ConcurrentHashMap<>();

    /** @param settings of the managers of the brokers, but for the delegate */
    SegmentReader(Map<String, String> settings) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put("broker.id", BROKER_ID);
        own.put("delegate.class.name", KnownLogs.class.getName());
        own.put("delegate." + KnownLogs.LOGS, logs);
        manager.configure(own);
    }

    static ContainerHeader header(Path object) throws IOException {
        try (InputStream in = Files.newInputStream(object)) {
            return ContainerFormat.decode(in.readNBytes(ContainerFormat.HEADER_BYTES));
        }
    }

    /** The plaintext; throws where the file is anything but an intact log of that segment that our manager stored. */
    byte[] read(Path log) throws IOException {
        try {
            RemoteLogSegmentMetadata metadata = metadata(log);
            Uuid id = metadata.remoteLogSegmentId().id();
            logs.put(id, log);
            try {
                return read(metadata);
            } finally {
                logs.remove(id);
            }
        } catch (MalformedContainerException | RemoteStorageException e) {
            throw new IOException(log + " is no log that our manager stored: " + e.getMessage(), e);
        }
    }

    /** As a client does, it tries again while a key is not to be had: a broker may have made it this moment. */
    private byte[] read(RemoteLogSegmentMetadata metadata) throws IOException, RemoteStorageException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (InputStream in = manager.fetchLogSegment(metadata, 0)) {
                return in.readAllBytes();
            } catch (KafkaStorageException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    @Override
    public void close() throws IOException {
        manager.close();
    }

    private static RemoteLogSegmentMetadata metadata(Path log) throws IOException {
        ContainerHeader header = header(log);
        Matcher partition = matched(PARTITION, log.getParent());
        Matcher file = matched(LOG, log);
        RemoteLogSegmentId id = new RemoteLogSegmentId(
                new TopicIdPartition(
                        Uuid.fromString(partition.group(3)), Integer.parseInt(partition.group(2)), partition.group(1)),
                Uuid.fromString(file.group(2)));
        long offset = Long.parseLong(file.group(1));
        SegmentMarker marker = SegmentMarker.of(header.chunkLog2(), header.objectId(), false);
        return new RemoteLogSegmentMetadata(
                        id, offset, offset, 0, BROKER_ID, 0, (int) header.plaintextBytes(), Map.of(0, offset))
                .createWithUpdates(new RemoteLogSegmentMetadataUpdate(
                        id,
                        1,
                        Optional.of(new CustomMetadata(marker.encode())),
                        RemoteLogSegmentState.COPY_SEGMENT_FINISHED,
                        BROKER_ID));
    }

    private static Matcher matched(Pattern pattern, Path path) {
        Matcher matcher = pattern.matcher(path.getFileName().toString());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(path + " is not named as LocalTieredStorage names it: " + pattern);
        }
        return matcher;
    }
}
