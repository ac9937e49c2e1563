package io.kafkafips.tiered.kafka;

import io.kafkafips.tiered.format.ContainerLayout;
import io.kafkafips.tiered.format.SegmentIdentity;
import io.kafkafips.tiered.format.SegmentMarker;
import java.util.Optional;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;

/**
 * Kafka's metadata of a segment as the delegate must see it: with the size of the ciphertext, and with the custom metadata that the
 * delegate itself returned. Thread-safe.
 */
final class MetadataMapper {
    /** 28 bytes for each: 7 MiB. */
    private static final int MOST_CHUNKS = 1 << 18;

    private final KafkaVersions kafka = new KafkaVersions();
    private final int chunkLog2;
    private final int customMetadataMaxBytes;

    MetadataMapper(int chunkLog2, int customMetadataMaxBytes) {
        this.chunkLog2 = chunkLog2;
        this.customMetadataMaxBytes = customMetadataMaxBytes;
    }

    /** The mark of a segment that is stored encrypted. */
    static Optional<SegmentMarker> markerOf(RemoteLogSegmentMetadata metadata) {
        return metadata.customMetadata().map(CustomMetadata::value).flatMap(SegmentMarker::decode);
    }

    static SegmentIdentity identityOf(RemoteLogSegmentMetadata metadata) {
        TopicIdPartition partition = metadata.topicIdPartition();
        return new SegmentIdentity(
                partition.topicId(),
                partition.partition(),
                metadata.remoteLogSegmentId().id());
    }

    /**
     * The chunk size for a new segment. What a copy remembers of each chunk bounds their number: a large segment gets larger chunks
     * than are set where these are very small.
     */
    int chunkLog2For(int segmentBytes) {
        int log2 = chunkLog2;
        while (new ContainerLayout(segmentBytes, log2).chunkCount() > MOST_CHUNKS) {
            log2++;
        }
        return log2;
    }

    /** For an upload. */
    RemoteLogSegmentMetadata forCopy(RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
        long size = newSize(metadata);
        if (size > Integer.MAX_VALUE) {
            throw new RemoteStorageException(metadata.remoteLogSegmentId() + " has " + metadata.segmentSizeInBytes()
                    + " bytes, encrypted " + size + ": Kafka cannot name positions past " + Integer.MAX_VALUE
                    + ". Remedy: segment.bytes=1073741824 or less for topic "
                    + metadata.topicIdPartition().topic());
        }
        return kafka.with(metadata, (int) size, Optional.empty());
    }

    /** For a read of a segment that was stored encrypted. */
    RemoteLogSegmentMetadata forFetch(RemoteLogSegmentMetadata metadata, SegmentMarker marker) {
        long size = new ContainerLayout(metadata.segmentSizeInBytes(), marker.chunkLog2()).containerBytes();
        return kafka.with(
                metadata,
                (int) Math.min(size, Integer.MAX_VALUE),
                marker.delegateMetadata().map(CustomMetadata::new));
    }

    /**
     * For a deletion. An upload that failed left no mark; then the size is as this broker would store it.
     *
     * @param plaintextPossible whether a segment without a mark may have been stored before encryption was set up
     */
    RemoteLogSegmentMetadata forDelete(RemoteLogSegmentMetadata metadata, boolean plaintextPossible) {
        Optional<SegmentMarker> marker = markerOf(metadata);
        if (marker.isPresent()) {
            return forFetch(metadata, marker.get());
        }
        long size = newSize(metadata);
        if (plaintextPossible || size > Integer.MAX_VALUE) {
            return metadata;
        }
        return kafka.with(metadata, (int) size, metadata.customMetadata());
    }

    private long newSize(RemoteLogSegmentMetadata metadata) {
        int bytes = metadata.segmentSizeInBytes();
        return new ContainerLayout(bytes, chunkLog2For(bytes)).containerBytes();
    }

    /** The mark for Kafka to keep, around what the delegate wants to be kept. */
    CustomMetadata toKeep(SegmentMarker marker, Optional<CustomMetadata> delegateMetadata)
            throws RemoteStorageException {
        byte[] bytes;
        try {
            bytes = delegateMetadata
                    .map(own -> marker.around(own.value()))
                    .orElse(marker)
                    .encode();
        } catch (IllegalArgumentException e) {
            throw new RemoteStorageException("The segment cannot be marked as encrypted", e);
        }
        if (bytes.length > customMetadataMaxBytes) {
            throw new RemoteStorageException("The mark of the segment and the delegate's custom metadata have "
                    + bytes.length + " bytes, Kafka keeps " + customMetadataMaxBytes
                    + ". Remedy: remote.log.metadata.custom.metadata.max.bytes=" + bytes.length
                    + " and rsm.config.custom.metadata.max.bytes=" + bytes.length);
        }
        return new CustomMetadata(bytes);
    }
}
