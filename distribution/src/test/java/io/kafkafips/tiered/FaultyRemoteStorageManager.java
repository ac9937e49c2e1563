package io.kafkafips.tiered;

import io.kafkafips.tiered.Faults.Point;
import io.kafkafips.tiered.directory.DirectoryRemoteStorageManager;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;

/**
 * A store in a directory that fails where a test says so, see {@link Faults}. It runs in the broker's process, from a class path of its
 * own with the classes of this package whose names start with {@code Fault}.
 */
public final class FaultyRemoteStorageManager implements RemoteStorageManager {
    static final String FAULTS_PATH_CONFIG = "faults.path";

    private static final int HANDED_OUT_BYTES = 4096;
    private static final int PARTLY = 2;

    private final DirectoryRemoteStorageManager directory = new DirectoryRemoteStorageManager();
    private Faults faults;
    private Path root;

    @Override
    public void configure(Map<String, ?> configs) {
        faults = new Faults(Path.of(String.valueOf(configs.get(FAULTS_PATH_CONFIG))));
        root = Path.of(String.valueOf(configs.get("directory.path")));
        directory.configure(configs);
    }

    @Override
    public Optional<CustomMetadata> copyLogSegmentData(RemoteLogSegmentMetadata metadata, LogSegmentData data)
            throws RemoteStorageException {
        at(Point.COPY_START, metadata);
        Optional<CustomMetadata> kept;
        try {
            kept = directory.copyLogSegmentData(metadata, new FaultyData(data, faults, topic(metadata)));
        } catch (FaultyData.Failure e) {
            throw new RemoteStorageException(e);
        }
        at(Point.COPY_END, metadata);
        return kept;
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition)
            throws RemoteStorageException {
        at(Point.FETCH_START, metadata);
        return new FaultyStream(directory.fetchLogSegment(metadata, startPosition), faults, topic(metadata));
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition, int endPosition)
            throws RemoteStorageException {
        at(Point.FETCH_START, metadata);
        return new FaultyStream(
                directory.fetchLogSegment(metadata, startPosition, endPosition), faults, topic(metadata));
    }

    @Override
    public InputStream fetchIndex(RemoteLogSegmentMetadata metadata, IndexType indexType)
            throws RemoteStorageException {
        at(Point.FETCH_INDEX, metadata);
        return directory.fetchIndex(metadata, indexType);
    }

    @Override
    public void deleteLogSegmentData(RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
        at(Point.DELETE_START, metadata);
        try {
            if (faults.kind(Point.DELETE_MIDDLE, topic(metadata)).isPresent()) {
                deletePartly(metadata.remoteLogSegmentId().id());
                faults.at(Point.DELETE_MIDDLE, topic(metadata));
            }
        } catch (IOException e) {
            throw new RemoteStorageException(e);
        }
        directory.deleteLogSegmentData(metadata);
    }

    @Override
    public void close() {
        directory.close();
    }

    private void deletePartly(Uuid segment) throws IOException {
        String name = HexFormat.of().toHexDigits(segment.getMostSignificantBits());
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> some = files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith(name))
                    .sorted()
                    .limit(PARTLY)
                    .toList();
            for (Path file : some) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String topic(RemoteLogSegmentMetadata metadata) {
        return metadata.topicIdPartition().topic();
    }

    private void at(Point point, RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
        try {
            faults.at(point, topic(metadata));
        } catch (IOException e) {
            throw new RemoteStorageException(e);
        }
    }

    /** A segment whose upload comes to {@link Point#COPY_MIDDLE}: the directory asks for the leader epochs right before the log. */
    private static final class FaultyData extends LogSegmentData {
        private final Faults faults;
        private final String topic;

        private static final class Failure extends RuntimeException {
            Failure(IOException cause) {
                super(cause);
            }
        }

        FaultyData(LogSegmentData data, Faults faults, String topic) {
            super(
                    data.logSegment(),
                    data.offsetIndex(),
                    data.timeIndex(),
                    data.transactionIndex(),
                    data.producerSnapshotIndex(),
                    data.leaderEpochIndex());
            this.faults = faults;
            this.topic = topic;
        }

        @Override
        public ByteBuffer leaderEpochIndex() {
            try {
                faults.at(Point.COPY_MIDDLE, topic);
            } catch (IOException e) {
                throw new Failure(e);
            }
            return super.leaderEpochIndex();
        }
    }

    /** A stream that comes to {@link Point#FETCH_MIDDLE} before each read but the first few. */
    private static final class FaultyStream extends FilterInputStream {
        private final Faults faults;
        private final String topic;
        private long passed;

        FaultyStream(InputStream in, Faults faults, String topic) {
            super(in);
            this.faults = faults;
            this.topic = topic;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (passed >= HANDED_OUT_BYTES) {
                faults.at(Point.FETCH_MIDDLE, topic);
            }
            int count = super.read(bytes, offset, Math.min(length, HANDED_OUT_BYTES));
            passed += Math.max(0, count);
            return count;
        }
    }
}
