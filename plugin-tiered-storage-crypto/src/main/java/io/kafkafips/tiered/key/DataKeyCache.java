package io.kafkafips.tiered.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import io.kafkafips.tiered.key.TopicKeyCache.TopicKey;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The data encryption keys of the segments that were read last, in the clear: bounded in number and uses, overwritten when they
 * leave, and never older than the topic key that they were unwrapped with may get. Callers get a key of their own, so that none
 * disappears under a stream that uses it. Thread-safe.
 */
final class DataKeyCache implements AutoCloseable {
    private final TopicKeyCache topicKeys;
    private final LiveRegistry registry;
    private final int maxUses;
    private final Cache<Uuid, Entry> entries;
    private final LongAdder hits = new LongAdder();
    private final LongAdder unwraps = new LongAdder();
    private final LongAdder unwrapFailures = new LongAdder();

    private record Entry(WrappedKey wrapped, KeyRef topicKey, DataKey dek, long expiresNanos, AtomicInteger uses) {}

    DataKeyCache(TopicKeyCache topicKeys, LiveRegistry registry, KeyCacheSettings bounds, Ticker ticker) {
        this.topicKeys = topicKeys;
        this.registry = registry;
        this.maxUses = bounds.maxUses();
        this.entries = Caffeine.newBuilder()
                .maximumSize(bounds.maxEntries())
                .expireAfter(new Until<Uuid, Entry>(Entry::expiresNanos))
                .ticker(ticker)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .removalListener(DataKeyCache::destroy)
                .build();
    }

    /** The key of a segment if it is at hand, as a copy for the caller to destroy. */
    Optional<DataKey> lookUp(Uuid segmentId) {
        Entry entry = entries.getIfPresent(segmentId);
        return entry == null ? Optional.empty() : use(segmentId, entry);
    }

    /** The key of a segment whose header was read, as a copy for the caller to destroy. */
    DataKey unwrap(Uuid segmentId, WrappedKey wrapped) throws KeyServiceException {
        Entry present = entries.getIfPresent(segmentId);
        if (present != null && present.wrapped().equals(wrapped)) {
            Optional<DataKey> dek = use(segmentId, present);
            if (dek.isPresent()) {
                return dek.get();
            }
        }
        unwraps.increment();
        boolean failed = true;
        try {
            DataKey dek = load(segmentId, wrapped);
            failed = false;
            return dek;
        } finally {
            if (failed) {
                unwrapFailures.increment();
            }
        }
    }

    /** Drops the key of a segment that is gone. */
    void forget(Uuid segmentId) {
        entries.invalidate(segmentId);
    }

    /** Drops and overwrites every key under topic keys that were shredded. */
    void evict(Set<KeyRef> shredded) {
        entries.asMap().values().removeIf(entry -> shredded.contains(entry.topicKey()));
    }

    long hits() {
        return hits.sum();
    }

    long unwraps() {
        return unwraps.sum();
    }

    long unwrapFailures() {
        return unwrapFailures.sum();
    }

    long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }

    /** Drops and overwrites every key. */
    @Override
    public void close() {
        entries.invalidateAll();
        entries.cleanUp();
    }

    private Optional<DataKey> use(Uuid segmentId, Entry entry) {
        if (entry.uses().incrementAndGet() > maxUses) {
            entries.asMap().remove(segmentId, entry);
            return Optional.empty();
        }
        Optional<DataKey> dek = entry.dek().copy();
        if (dek.isPresent()) {
            hits.increment();
        }
        return dek;
    }

    /** Concurrent reads of one segment share the call of the key service; to unwrap under the topic key is quicker than to wait. */
    private DataKey load(Uuid segmentId, WrappedKey wrapped) throws KeyServiceException {
        KeyRef ref = KeyRef.parse(wrapped.keyRef())
                .filter(parsed -> wrapped.algorithm() == WrapAlgorithm.AES_KWP)
                .orElseThrow(() -> new WrappedKeyRefusedException(
                        "The data encryption key is not wrapped by a topic key: " + wrapped));
        try (TopicKey topicKey = topicKeys.get(ref)) {
            DataKey own = KeyWrap.unwrapDataKey(topicKey.key(), wrapped);
            own.copy()
                    .ifPresent(dek -> entries.put(
                            segmentId, new Entry(wrapped, ref, dek, topicKey.expiresNanos(), new AtomicInteger(1))));
            if (registry.isShredded(ref)) {
                entries.invalidate(segmentId);
            }
            return own;
        }
    }

    private static void destroy(@Nullable Uuid segmentId, @Nullable Entry entry, RemovalCause cause) {
        if (entry != null) {
            entry.dek().destroy();
        }
    }
}
