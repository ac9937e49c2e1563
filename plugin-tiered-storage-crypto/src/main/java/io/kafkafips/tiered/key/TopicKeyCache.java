package io.kafkafips.tiered.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.kafkafips.tiered.format.WrappedKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The topic keys that were used last, in the clear: bounded in number, age and uses, overwritten when they leave. One call of the key
 * service for each key at a time. A refusal is remembered for a short time, an outage for a second at most. Thread-safe.
 *
 * <p>The age counts from the last look at the registry that saw the key, not from the unwrapping: a broker that cannot see the registry
 * any more stops using a key {@code keys.cache.max.age.ms} after it last knew that it was not shredded. Until then it
 * stays readable through an outage of the key service what is under the keys at hand.
 */
final class TopicKeyCache implements AutoCloseable {
    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(1);

    private final LiveRegistry registry;
    private final KeyService service;
    private final String clusterId;
    private final KeyCacheSettings bounds;
    private final Ticker ticker;
    private final KeyStatistics statistics;
    private final Cache<KeyRef, Entry> keys;
    private final Cache<KeyRef, Refusal> refusals;
    private final SingleFlight<KeyRef, Entry> flights = new SingleFlight<>();

    private record Entry(DataKey key, long expiresNanos, AtomicInteger uses) {}

    /** Of the key as it was wrapped then: one that is wrapped anew is asked for anew. */
    private record Refusal(WrappedKey wrapped, KeyServiceException reason, long expiresNanos) {}

    /**
     * A key in the clear.
     *
     * @param key a copy, for who asked for it to destroy
     * @param expiresNanos until when what is unwrapped with it may be used, by the ticker
     */
    record TopicKey(DataKey key, long expiresNanos) implements AutoCloseable {
        @Override
        public void close() {
            key.destroy();
        }
    }

    TopicKeyCache(
            LiveRegistry registry,
            KeyService service,
            String clusterId,
            KeyCacheSettings bounds,
            Ticker ticker,
            KeyStatistics statistics) {
        this.registry = registry;
        this.service = service;
        this.clusterId = clusterId;
        this.bounds = bounds;
        this.ticker = ticker;
        this.statistics = statistics;
        this.keys = Caffeine.newBuilder()
                .maximumSize(bounds.maxEntries())
                .expireAfter(new Until<KeyRef, Entry>(Entry::expiresNanos))
                .ticker(ticker)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .removalListener(TopicKeyCache::destroy)
                .build();
        this.refusals = Caffeine.newBuilder()
                .maximumSize(bounds.maxEntries())
                .expireAfter(new Until<KeyRef, Refusal>(Refusal::expiresNanos))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** The key, from memory or from the key service. */
    TopicKey get(KeyRef ref) throws KeyServiceException {
        Optional<TopicKey> atHand = atHand(ref);
        if (atHand.isPresent()) {
            statistics.hit();
            return atHand.get();
        }
        statistics.miss();
        while (true) {
            Entry entry = flights.fly(ref, () -> load(ref));
            Optional<DataKey> copy = entry.key().copy();
            if (copy.isPresent()) {
                return new TopicKey(copy.get(), entry.expiresNanos());
            }
            // evicted between the flight and the copy
            requireAlive(known(ref));
        }
    }

    /** Drops and overwrites keys that were shredded. */
    void evict(Set<KeyRef> shredded) {
        keys.invalidateAll(shredded);
    }

    long size() {
        keys.cleanUp();
        return keys.estimatedSize();
    }

    @Override
    public void close() {
        keys.invalidateAll();
        keys.cleanUp();
    }

    private Optional<TopicKey> atHand(KeyRef ref) {
        Entry entry = keys.getIfPresent(ref);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.uses().incrementAndGet() > bounds.maxUses()) {
            keys.asMap().remove(ref, entry);
            return Optional.empty();
        }
        return entry.key().copy().map(copy -> new TopicKey(copy, entry.expiresNanos()));
    }

    private Entry load(KeyRef ref) throws KeyServiceException {
        Entry present = keys.getIfPresent(ref);
        if (present != null) {
            // of a flight that has just ended
            return present;
        }
        LiveRegistry.Known known = seen(ref);
        WrappedKey wrapped = requireAlive(known);
        long expires = known.seenNanos() + bounds.maxAge().toNanos();
        if (expires - ticker.read() <= 0) {
            throw new KeyUnavailableException("The topic key " + ref + " was last seen in " + registry.folder()
                    + " more than keys.cache.max.age.ms=" + bounds.maxAge().toMillis()
                    + " ago, and may have been shredded since. Remedy: make the registry readable: "
                    + registry.error());
        }
        requireNotRefused(ref, wrapped);
        Entry entry = new Entry(unwrap(known.entry(), wrapped), expires, new AtomicInteger(1));
        keys.put(ref, entry);
        if (registry.isShredded(ref)) {
            // between the look-up and the put
            keys.invalidate(ref);
            requireAlive(known(ref));
        }
        return entry;
    }

    private DataKey unwrap(KeyEntry entry, WrappedKey wrapped) throws KeyServiceException {
        long start = System.nanoTime();
        boolean failed = true;
        try {
            DataKey key = service.unwrap(wrapped, entry.context(clusterId));
            failed = false;
            return key;
        } catch (KeyServiceException e) {
            Duration remembered = bounds.negative();
            if (e instanceof KeyUnavailableException && remembered.compareTo(LONGEST_OUTAGE) > 0) {
                remembered = LONGEST_OUTAGE;
            }
            refusals.put(entry.ref(), new Refusal(wrapped, e, ticker.read() + remembered.toNanos()));
            throw e;
        } finally {
            statistics.called(System.nanoTime() - start, failed);
        }
    }

    private void requireNotRefused(KeyRef ref, WrappedKey wrapped) throws KeyServiceException {
        Refusal refusal = refusals.getIfPresent(ref);
        if (refusal != null && refusal.wrapped().equals(wrapped)) {
            statistics.negative();
            throw refusal.reason();
        }
    }

    /** The entry, after one more look where the last one is as old as a key may get. */
    private LiveRegistry.Known seen(KeyRef ref) throws KeyServiceException {
        LiveRegistry.Known known = known(ref);
        if (ticker.read() - known.seenNanos() >= bounds.maxAge().toNanos()) {
            registry.lookAgain();
            return known(ref);
        }
        return known;
    }

    private LiveRegistry.Known known(KeyRef ref) throws KeyServiceException {
        long asked = ticker.read();
        Optional<LiveRegistry.Known> known = registry.find(ref);
        if (known.isPresent()) {
            return known.get();
        }
        if (registry.lastLookNanos() - asked < 0) {
            // another broker may have made it since
            throw new KeyUnavailableException("The topic key " + ref + " was not in the registry " + registry.folder()
                    + " a moment ago, and is looked for again in a moment");
        }
        if (!registry.isComplete()) {
            throw new KeyUnavailableException("The topic key " + ref + " is not known, and not all of the registry "
                    + registry.folder() + " can be read: " + registry.error());
        }
        throw new UnknownKeyException("There is no topic key " + ref + " in the registry " + registry.folder()
                + ". Remedy: restore " + ref.key() + "/" + ref.version()
                + ".yaml from a backup, or copy it from the registry"
                + " that has it as " + ref.key() + "/" + ref.version() + "-" + ref.id() + ".yaml");
    }

    private static WrappedKey requireAlive(LiveRegistry.Known known) throws KeyShreddedException {
        KeyEntry entry = known.entry();
        if (entry.state() instanceof KeyEntry.Shredded shredded) {
            throw new KeyShreddedException(
                    entry.ref(),
                    shredded.at(),
                    "Nothing that was encrypted under it can be read again. Remedy, if consumers are to go on: let them seek past"
                            + " it, or delete the topic or its remote segments by retention");
        }
        return entry.wrapped().orElseThrow();
    }

    private static void destroy(@Nullable KeyRef ref, @Nullable Entry entry, RemovalCause cause) {
        if (entry != null) {
            entry.key().destroy();
        }
    }
}
