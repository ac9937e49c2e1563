package io.kafkafips.tiered.kafka;

import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.ContainerLayout;
import io.kafkafips.tiered.format.SegmentMarker;
import io.kafkafips.tiered.testing.MemoryStore;
import io.kafkafips.tiered.testing.TestSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager.IndexType;

/**
 * An object as it was stored, and what it must be read as.
 *
 * @param segment what the broker knows of its segment
 * @param index which index it is; empty for the log
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredObject(
        RemoteLogSegmentMetadata segment,
        Optional<IndexType> index,
        byte[] plain,
        byte[] container,
        ContainerLayout layout) {

    /** The log and all indexes of a segment, as the store has them now. */
    static List<StoredObject> of(Rig rig, TestSegment files, RemoteLogSegmentMetadata uploaded) {
        List<StoredObject> objects = new ArrayList<>();
        objects.add(of(rig, uploaded, Optional.empty(), files.log()));
        for (IndexType type : IndexType.values()) {
            objects.add(of(rig, uploaded, Optional.of(type), files.index(type).orElseThrow()));
        }
        return objects;
    }

    private static StoredObject of(
            Rig rig, RemoteLogSegmentMetadata uploaded, Optional<IndexType> index, byte[] plain) {
        byte[] container = rig.store.objects.get(name(uploaded, index)).clone();
        SegmentMarker marker = MetadataMapper.markerOf(uploaded).orElseThrow();
        return new StoredObject(
                uploaded, index, plain, container, new ContainerLayout(plain.length, marker.chunkLog2()));
    }

    /** Under which it is stored. */
    String name() {
        return name(segment, index);
    }

    boolean isLog() {
        return index.isEmpty();
    }

    int chunks() {
        return (int) layout.chunkCount();
    }

    int frameStart(int chunk) {
        return (int) layout.frameStart(chunk);
    }

    int frameBytes(int chunk) {
        return layout.frameBytes(chunk);
    }

    /** Whether {@code now} has the bytes that a read of these chunks depends on; with the last chunk that is the length too. */
    boolean isUntouchedIn(byte[] now, int firstChunk, int lastChunk) {
        int from = frameStart(firstChunk);
        int end = frameStart(lastChunk) + frameBytes(lastChunk);
        boolean lengthFits = lastChunk == chunks() - 1 ? now.length == container.length : now.length >= end;
        return lengthFits && java.util.Arrays.equals(now, from, end, container, from, end);
    }

    boolean hasHeaderIn(byte[] now) {
        int end = ContainerFormat.HEADER_BYTES;
        return now.length >= end && java.util.Arrays.equals(now, 0, end, container, 0, end);
    }

    @Override
    public String toString() {
        return index.map(Enum::name).orElse("LOG") + " of " + segment.remoteLogSegmentId() + ", " + plain.length
                + " bytes in " + chunks() + " chunks";
    }

    private static String name(RemoteLogSegmentMetadata segment, Optional<IndexType> index) {
        return MemoryStore.name(
                segment.remoteLogSegmentId(), index.map(Enum::name).orElse("LOG"));
    }
}
