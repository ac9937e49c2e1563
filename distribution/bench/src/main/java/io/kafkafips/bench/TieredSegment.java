package io.kafkafips.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;

/**
 * A closed segment on the disk, to be uploaded again and again under new ids.
 *
 * @param sizeBytes of its log
 */
record TieredSegment(LogSegmentData data, int sizeBytes) {
    static final int MIB = 1024 * 1024;

    private static final TopicIdPartition PARTITION = new TopicIdPartition(new Uuid(1, 2), 0, "bench");

    /** Writes the files unless they are there. */
    static TieredSegment write(Path folder, int mebibytes) {
        try {
            Path log = folder.resolve("segment-" + mebibytes + ".log");
            if (!Files.exists(log) || Files.size(log) != (long) mebibytes * MIB) {
                fill(log, mebibytes);
            }
            Path index = Files.write(folder.resolve("segment.index"), new byte[4096]);
            LogSegmentData data =
                    new LogSegmentData(log, index, index, Optional.empty(), index, ByteBuffer.allocate(64));
            return new TieredSegment(data, mebibytes * MIB);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uploads it; returns what a read of it needs. */
    RemoteLogSegmentMetadata copy(RemoteStorageManager manager) throws RemoteStorageException {
        RemoteLogSegmentMetadata metadata = new RemoteLogSegmentMetadata(
                RemoteLogSegmentId.generateNew(PARTITION), 0, 999, 1, 1, 1, sizeBytes, Map.of(0, 0L));
        Optional<CustomMetadata> kept = manager.copyLogSegmentData(metadata, data);
        return metadata.createWithUpdates(new RemoteLogSegmentMetadataUpdate(
                metadata.remoteLogSegmentId(), 2, kept, RemoteLogSegmentState.COPY_SEGMENT_FINISHED, 1));
    }

    private static void fill(Path log, int mebibytes) throws IOException {
        Random random = new Random(mebibytes);
        byte[] bytes = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(log)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(bytes);
                out.write(bytes);
            }
        }
    }
}
