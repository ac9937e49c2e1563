package io.kafkafips.tiered.testing;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteResourceNotFoundException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;

/** A delegate over a {@link MemoryStore}, which is the setting {@code store}. */
public final class MemoryRemoteStorageManager implements RemoteStorageManager {
    public static final String STORE = "store";

    private MemoryStore store = new MemoryStore();

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(STORE) instanceof MemoryStore given) {
            store = given;
        }
    }

    @Override
    public Optional<CustomMetadata> copyLogSegmentData(RemoteLogSegmentMetadata metadata, LogSegmentData data)
            throws RemoteStorageException {
        fail();
        store.seen.add(metadata);
        store.calls.add("copy");
        try {
            put(metadata, "LOG", read(data.logSegment(), store.failUploadAt));
            put(metadata, "OFFSET", read(data.offsetIndex(), Integer.MAX_VALUE));
            put(metadata, "TIMESTAMP", read(data.timeIndex(), Integer.MAX_VALUE));
            put(metadata, "PRODUCER_SNAPSHOT", read(data.producerSnapshotIndex(), Integer.MAX_VALUE));
            if (data.transactionIndex().isPresent()) {
                put(metadata, "TRANSACTION", read(data.transactionIndex().get(), Integer.MAX_VALUE));
            }
            byte[] epochs = new byte[data.leaderEpochIndex().remaining()];
            data.leaderEpochIndex().get(epochs);
            put(metadata, "LEADER_EPOCH", epochs);
        } catch (IOException e) {
            throw new RemoteStorageException("upload failed", e);
        }
        return store.customMetadata.map(CustomMetadata::new);
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition)
            throws RemoteStorageException {
        return fetchLogSegment(metadata, startPosition, Integer.MAX_VALUE);
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition, int endPosition)
            throws RemoteStorageException {
        return stream(metadata, "LOG", startPosition, endPosition);
    }

    @Override
    public InputStream fetchIndex(RemoteLogSegmentMetadata metadata, IndexType indexType)
            throws RemoteStorageException {
        return stream(metadata, indexType.name(), 0, Integer.MAX_VALUE);
    }

    @Override
    public void deleteLogSegmentData(RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
        store.seen.add(metadata);
        store.calls.add("delete");
        String prefix = metadata.remoteLogSegmentId().id().toString();
        int done = 0;
        for (String name : List.copyOf(store.objects.keySet())) {
            if (name.startsWith(prefix)) {
                if (done++ == store.failDeletionAfter) {
                    throw new RemoteStorageException("deletion failed at " + name);
                }
                store.objects.remove(name);
            }
        }
    }

    @Override
    public void close() {
        // nothing is held
    }

    private void fail() {
        if (store.error.isPresent()) {
            throw store.error.get();
        }
    }

    private void put(RemoteLogSegmentMetadata metadata, String kind, byte[] bytes) {
        store.objects.put(MemoryStore.name(metadata.remoteLogSegmentId(), kind), bytes);
    }

    private byte[] read(Path path, int failAt) throws IOException {
        if (store.reading.isPresent()) {
            try {
                return store.reading.get().of(path);
            } catch (Exception e) {
                throw sneaky(e);
            }
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(failAt);
            if (bytes.length == failAt) {
                throw new IOException("storage failed at byte " + failAt);
            }
            return bytes;
        }
    }

    /** As a delegate in a language without checked exceptions throws. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
        throw (T) failure;
    }

    private InputStream stream(RemoteLogSegmentMetadata metadata, String kind, int start, int end)
            throws RemoteStorageException {
        fail();
        store.seen.add(metadata);
        store.fetches.add(kind + " " + start + "-" + (end == Integer.MAX_VALUE ? "" : end));
        if (store.stream.isPresent()) {
            return store.stream.get().get();
        }
        byte[] object = store.objects.get(MemoryStore.name(metadata.remoteLogSegmentId(), kind));
        if (object == null) {
            throw new RemoteResourceNotFoundException(kind + " is not there");
        }
        int from = Math.min(start, object.length);
        int to = (int) Math.min((long) end + 1, object.length);
        InputStream bytes =
                store.emptyStreams ? InputStream.nullInputStream() : new ByteArrayInputStream(object, from, to - from);
        store.openStreams.incrementAndGet();
        return new Counted(bytes, store);
    }

    /** Counts streams that are open, and fails where the store says so. */
    private static final class Counted extends FilterInputStream {
        private final MemoryStore store;
        private boolean closed;
        private int done;

        Counted(InputStream bytes, MemoryStore store) {
            super(bytes);
            this.store = store;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (done >= store.failFetchAt) {
                throw sneaky(store.fetchFailure.apply("storage failed at byte " + done));
            }
            int count = super.read(target, offset, Math.min(length, store.failFetchAt - done));
            done += Math.max(0, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                store.openStreams.decrementAndGet();
            }
            super.close();
        }
    }
}
