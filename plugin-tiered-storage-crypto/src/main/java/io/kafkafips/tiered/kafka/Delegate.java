package io.kafkafips.tiered.kafka;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;
import org.jspecify.annotations.Nullable;

/**
 * The RemoteStorageManager that stores the ciphertext, called with its own class loader as the thread's. Whatever it throws becomes
 * what Kafka knows how to handle (see {@link KafkaErrors}). As thread-safe as what it holds.
 */
final class Delegate implements Closeable {
    private final RemoteStorageManager manager;
    private final ClassLoader loader;
    private final Closeable resources;

    /** A call of the delegate. */
    private interface Call<T> {
        @Nullable
        T run() throws RemoteStorageException;
    }

    /** What becomes of what a call throws. */
    private interface Translation {
        RemoteStorageException of(Throwable failure, String delegate);
    }

    Delegate(RemoteStorageManager manager, ClassLoader loader, Closeable resources) {
        this.manager = manager;
        this.loader = loader;
        this.resources = resources;
    }

    void configure(Map<String, ?> settings) {
        ClassLoader before = ContextLoader.enter(loader);
        try {
            manager.configure(settings);
        } finally {
            ContextLoader.leave(before);
        }
    }

    Optional<CustomMetadata> copy(RemoteLogSegmentMetadata metadata, LogSegmentData data)
            throws RemoteStorageException {
        return call(() -> manager.copyLogSegmentData(metadata, data), KafkaErrors::ofStorage);
    }

    /** The log from a position to its end. */
    InputStream fetch(RemoteLogSegmentMetadata metadata, int start) throws RemoteStorageException {
        return stream(() -> manager.fetchLogSegment(metadata, start));
    }

    /** The log from a position to another, inclusive; some delegates return more. */
    InputStream fetch(RemoteLogSegmentMetadata metadata, int start, int end) throws RemoteStorageException {
        return stream(() -> manager.fetchLogSegment(metadata, start, end));
    }

    InputStream fetchIndex(RemoteLogSegmentMetadata metadata, RemoteStorageManager.IndexType type)
            throws RemoteStorageException {
        return stream(() -> manager.fetchIndex(metadata, type));
    }

    void delete(RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
        call(
                () -> {
                    manager.deleteLogSegmentData(metadata);
                    return Optional.empty();
                },
                KafkaErrors::ofStorage);
    }

    String className() {
        return manager.getClass().getName();
    }

    @Override
    public void close() throws IOException {
        ClassLoader before = ContextLoader.enter(loader);
        try (resources) {
            manager.close();
        } finally {
            ContextLoader.leave(before);
        }
    }

    private InputStream stream(Call<InputStream> call) throws RemoteStorageException {
        return new LoaderInputStream(call(call, KafkaErrors::ofFetch), loader, className());
    }

    /** Whatever a delegate may throw, also what its compiler did not make it declare. */
    @SuppressWarnings("CatchingUnchecked")
    private <T> T call(Call<T> call, Translation translation) throws RemoteStorageException {
        ClassLoader before = ContextLoader.enter(loader);
        try {
            T result = call.run();
            if (result == null) {
                throw new RemoteStorageException(
                        className() + " returned null where a RemoteStorageManager returns a stream or an Optional");
            }
            return result;
        } catch (Throwable e) {
            throw translation.of(e, className());
        } finally {
            ContextLoader.leave(before);
        }
    }
}
