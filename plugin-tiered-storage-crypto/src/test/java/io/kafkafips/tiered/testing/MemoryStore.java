package io.kafkafips.tiered.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentId;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;

/** Storage in the hands of the test: what {@link MemoryRemoteStorageManager} stores, with every way to spoil it. */
public final class MemoryStore {
    /** Objects by {@code <segment id>/<kind>}; the kind is {@code LOG} or the name of an index type. */
    public final Map<String, byte[]> objects = new TreeMap<>();

    public final List<RemoteLogSegmentMetadata> seen = new ArrayList<>();
    public final List<String> fetches = new ArrayList<>();
    public final AtomicInteger openStreams = new AtomicInteger();

    /** What an upload returns. */
    public Optional<byte[]> customMetadata = Optional.empty();

    /** After how many bytes of its log an upload fails. */
    public int failUploadAt = Integer.MAX_VALUE;

    /** After how many bytes a stream fails. */
    public int failFetchAt = Integer.MAX_VALUE;

    /** Whether every fetch gives an empty stream, as some do in an interrupted thread. */
    public boolean emptyStreams;

    /** What every call throws, if anything. */
    public Optional<Error> error = Optional.empty();

    /** As new. */
    public void reset() {
        objects.clear();
        seen.clear();
        fetches.clear();
        openStreams.set(0);
        customMetadata = Optional.empty();
        failUploadAt = Integer.MAX_VALUE;
        failFetchAt = Integer.MAX_VALUE;
        emptyStreams = false;
        error = Optional.empty();
    }

    public static String log(RemoteLogSegmentMetadata metadata) {
        return name(metadata.remoteLogSegmentId(), "LOG");
    }

    public static String name(RemoteLogSegmentId id, String kind) {
        return id.id() + "/" + kind;
    }
}
