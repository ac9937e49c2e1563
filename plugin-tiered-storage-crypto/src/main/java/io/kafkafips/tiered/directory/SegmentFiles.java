package io.kafkafips.tiered.directory;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentId;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager.IndexType;

/**
 * The names of a segment's files: {@code <topic id>/<partition>/<segment id>.<kind>}, ids in hexadecimal. They tell no topic's
 * name, and nothing in them comes from a client.
 *
 * @param directory of the partition
 * @param base the segment's id
 */
record SegmentFiles(Path directory, String base) {
    private static final String TEMPORARY = ".tmp";

    static SegmentFiles of(Path root, RemoteLogSegmentId id) {
        Path topic = root.resolve(hex(id.topicIdPartition().topicId()));
        return new SegmentFiles(
                topic.resolve(Integer.toString(id.topicIdPartition().partition())), hex(id.id()));
    }

    Path log() {
        return directory.resolve(base + ".log");
    }

    Path index(IndexType type) {
        String suffix = switch (type) {
            case OFFSET -> ".index";
            case TIMESTAMP -> ".timeindex";
            case PRODUCER_SNAPSHOT -> ".snapshot";
            case TRANSACTION -> ".txnindex";
            case LEADER_EPOCH -> ".leader-epochs";
        };
        return directory.resolve(base + suffix);
    }

    /** Under which name a file is written before it is complete. The same each time, so that a delete finds what a crash left. */
    static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + TEMPORARY);
    }

    /** The log first: without it the segment is not readable any more. */
    List<Path> all() {
        return List.of(
                log(),
                index(IndexType.OFFSET),
                index(IndexType.TIMESTAMP),
                index(IndexType.PRODUCER_SNAPSHOT),
                index(IndexType.TRANSACTION),
                index(IndexType.LEADER_EPOCH));
    }

    private static String hex(Uuid id) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(id.getMostSignificantBits()) + hex.toHexDigits(id.getLeastSignificantBits());
    }
}
