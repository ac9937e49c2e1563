package io.kafkafips.tiered.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.kafkafips.tiered.format.WrappedKey;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The data encryption keys of the segments that were read last, in the clear: bounded in number and age, overwritten when they
 * leave. Callers get a key of their own, so that none disappears under a stream that uses it. One unwrap per segment at a time.
 * Thread-safe.
 */
public final class DataKeyCache implements AutoCloseable {
    private final KeyService service;
    private final Cache<Uuid, Entry> entries;
    private final LongAdder hits = new LongAdder();
    private final LongAdder unwraps = new LongAdder();
    private final LongAdder unwrapFailures = new LongAdder();

    private record Entry(WrappedKey wrapped, DataKey dek) {}

    /** Ends the cache's loader; {@link Loader#failure} says why. */
    private static final class LoadFailure extends RuntimeException {
        LoadFailure(KeyServiceException reason) {
            super(reason);
        }
    }

    public DataKeyCache(KeyService service, int maxEntries, Duration maxAge) {
        this.service = service;
        this.entries = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .expireAfterWrite(maxAge)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .removalListener(DataKeyCache::destroy)
                .build();
    }

    /** The key of a segment if it is at hand, as a copy for the caller to destroy. */
    public Optional<DataKey> lookUp(Uuid segmentId) {
        Optional<DataKey> dek =
                Optional.ofNullable(entries.getIfPresent(segmentId)).flatMap(entry -> entry.dek.copy());
        if (dek.isPresent()) {
            hits.increment();
        }
        return dek;
    }

    /** The key of a segment whose header was read, as a copy for the caller to destroy. */
    public DataKey unwrap(WrappedKey wrapped, KeyContext context) throws KeyServiceException {
        Uuid segmentId = context.segment().segmentId();
        while (true) {
            Loader loader = new Loader(wrapped, context);
            Entry entry = load(segmentId, loader);
            if (loader.own != null) {
                return loader.own;
            }
            Optional<DataKey> dek = entry.wrapped.equals(wrapped) ? entry.dek.copy() : Optional.empty();
            if (dek.isPresent()) {
                hits.increment();
                return dek.get();
            }
            // of another wrap, or destroyed between the look-up and the copy
            entries.asMap().remove(segmentId, entry);
        }
    }

    /** Drops the key of a segment that is gone. */
    public void forget(Uuid segmentId) {
        entries.invalidate(segmentId);
    }

    public long hits() {
        return hits.sum();
    }

    public long unwraps() {
        return unwraps.sum();
    }

    public long unwrapFailures() {
        return unwrapFailures.sum();
    }

    public long size() {
        return entries.estimatedSize();
    }

    /** Drops and overwrites every key. */
    @Override
    public void close() {
        entries.invalidateAll();
        entries.cleanUp();
    }

    private Entry load(Uuid segmentId, Loader loader) throws KeyServiceException {
        try {
            return entries.get(segmentId, loader::load);
        } catch (LoadFailure e) {
            throw Objects.requireNonNull(loader.failure, "set by the loader that failed");
        }
    }

    /** Unwraps for the cache, and keeps a copy for who asked: the entry itself may be evicted before it is returned. */
    private final class Loader {
        private final WrappedKey wrapped;
        private final KeyContext context;
        private @Nullable DataKey own;
        private @Nullable KeyServiceException failure;

        Loader(WrappedKey wrapped, KeyContext context) {
            this.wrapped = wrapped;
            this.context = context;
        }

        private Entry load(Uuid segmentId) {
            unwraps.increment();
            try {
                DataKey dek = service.unwrap(wrapped, context);
                own = dek.copy().orElseThrow();
                return new Entry(wrapped, dek);
            } catch (KeyServiceException e) {
                unwrapFailures.increment();
                failure = e;
                throw new LoadFailure(e);
            }
        }
    }

    private static void destroy(@Nullable Uuid segmentId, @Nullable Entry entry, RemovalCause cause) {
        if (entry != null) {
            entry.dek.destroy();
        }
    }
}
