package io.kafkafips.tiered.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentId;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadataUpdate;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentState;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager.IndexType;

/** A segment as a broker holds it on disk: the plain files are the oracle of every read. */
public final class TestSegment {
    public static final Uuid TOPIC = new Uuid(0x1122334455667788L, 0x99aabbccddeeff00L);

    private final byte[] log;
    private final Map<IndexType, byte[]> indexes;
    private final LogSegmentData data;
    private final RemoteLogSegmentMetadata metadata;

    private TestSegment(
            byte[] log, Map<IndexType, byte[]> indexes, LogSegmentData data, RemoteLogSegmentMetadata metadata) {
        this.log = log;
        this.indexes = indexes;
        this.data = data;
        this.metadata = metadata;
    }

    public static TestSegment write(Path directory, int logBytes) throws IOException {
        return write(directory, logBytes, TOPIC, 0, true);
    }

    /** A log and indexes of a few bytes each. */
    public static TestSegment writeSmall(Path directory) throws IOException {
        return write(directory, 50, TOPIC, 0, true, 12, 20);
    }

    public static TestSegment write(Path directory, int logBytes, Uuid topicId, int partition, boolean transactions)
            throws IOException {
        return write(directory, logBytes, topicId, partition, transactions, 4096, 5000);
    }

    private static TestSegment write(
            Path directory,
            int logBytes,
            Uuid topicId,
            int partition,
            boolean transactions,
            int timeIndexBytes,
            int snapshotBytes)
            throws IOException {
        Random random = new Random(logBytes + 31L * partition);
        Path folder = Files.createTempDirectory(directory, "segment");
        byte[] log = bytes(random, logBytes);
        Map<IndexType, byte[]> indexes = new EnumMap<>(IndexType.class);
        indexes.put(IndexType.OFFSET, bytes(random, 0));
        indexes.put(IndexType.TIMESTAMP, bytes(random, timeIndexBytes));
        indexes.put(IndexType.PRODUCER_SNAPSHOT, bytes(random, snapshotBytes));
        indexes.put(IndexType.LEADER_EPOCH, bytes(random, 40));
        if (transactions) {
            indexes.put(IndexType.TRANSACTION, bytes(random, 68));
        }
        String base = "00000000000000000000";
        LogSegmentData data = new LogSegmentData(
                file(folder, base + ".log", log),
                file(folder, base + ".index", indexes.get(IndexType.OFFSET)),
                file(folder, base + ".timeindex", indexes.get(IndexType.TIMESTAMP)),
                transactions
                        ? Optional.of(file(folder, base + ".txnindex", indexes.get(IndexType.TRANSACTION)))
                        : Optional.empty(),
                file(folder, base + ".snapshot", indexes.get(IndexType.PRODUCER_SNAPSHOT)),
                ByteBuffer.wrap(indexes.get(IndexType.LEADER_EPOCH)));
        RemoteLogSegmentMetadata metadata = new RemoteLogSegmentMetadata(
                RemoteLogSegmentId.generateNew(new TopicIdPartition(topicId, partition, "accounts")),
                0,
                999,
                1_700_000_000_000L,
                1,
                1_700_000_000_001L,
                logBytes,
                Map.of(0, 0L));
        return new TestSegment(log, indexes, data, metadata);
    }

    public byte[] log() {
        return log.clone();
    }

    /** A part of the log, up to and with {@code end} or the end of the log. */
    public byte[] range(int start, int end) {
        return Arrays.copyOfRange(log, start, (int) Math.min(end + 1L, log.length));
    }

    public Optional<byte[]> index(IndexType type) {
        return Optional.ofNullable(indexes.get(type));
    }

    public LogSegmentData data() {
        return data;
    }

    /** As the broker hands it to an upload. */
    public RemoteLogSegmentMetadata metadata() {
        return metadata;
    }

    /** The same files as the next upload attempt. */
    public TestSegment nextAttempt() {
        return attempt(Uuid.randomUuid());
    }

    /** The same files as the upload attempt of that id. */
    public TestSegment attempt(Uuid segmentId) {
        RemoteLogSegmentMetadata next = new RemoteLogSegmentMetadata(
                new RemoteLogSegmentId(metadata.topicIdPartition(), segmentId),
                metadata.startOffset(),
                metadata.endOffset(),
                metadata.maxTimestampMs(),
                metadata.brokerId(),
                metadata.eventTimestampMs(),
                metadata.segmentSizeInBytes(),
                metadata.segmentLeaderEpochs());
        return new TestSegment(log, indexes, data, next);
    }

    /** As the broker hands it to a read after an upload that returned {@code kept}. */
    public RemoteLogSegmentMetadata uploaded(Optional<CustomMetadata> kept) {
        return metadata.createWithUpdates(new RemoteLogSegmentMetadataUpdate(
                metadata.remoteLogSegmentId(),
                metadata.eventTimestampMs() + 1,
                kept,
                RemoteLogSegmentState.COPY_SEGMENT_FINISHED,
                metadata.brokerId()));
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Path file(Path folder, String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
