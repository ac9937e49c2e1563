package io.kafkafips.tiered.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentId;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.jspecify.annotations.Nullable;

/** Storage in the hands of the test: what {@link MemoryRemoteStorageManager} stores, with every way to spoil it. */
public final class MemoryStore {
    /** Objects by {@code <segment id>/<kind>}; the kind is {@code LOG} or the name of an index type. */
    public final Map<String, byte[]> objects = new TreeMap<>();

    public final List<RemoteLogSegmentMetadata> seen = new ArrayList<>();
    public final List<String> fetches = new ArrayList<>();
    public final AtomicInteger openStreams = new AtomicInteger();

    /** The copies and deletions that were asked for. */
    public final List<String> calls = new ArrayList<>();

    /** How an upload reads a file. */
    public Optional<Reading> reading = Optional.empty();

    /** After how many objects a deletion fails. */
    public int failDeletionAfter = Integer.MAX_VALUE;

    /** Makes the failure of a stream at {@link #failFetchAt} of what happened. */
    public Function<String, Throwable> fetchFailure = IOException::new;

    /** What a fetch returns instead of the object. */
    public Optional<Supplier<@Nullable InputStream>> stream = Optional.empty();

    /** A way to read a file. */
    public interface Reading {
        byte[] of(Path path) throws Exception;
    }

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
        calls.clear();
        reading = Optional.empty();
        failDeletionAfter = Integer.MAX_VALUE;
        fetchFailure = IOException::new;
        stream = Optional.empty();
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
