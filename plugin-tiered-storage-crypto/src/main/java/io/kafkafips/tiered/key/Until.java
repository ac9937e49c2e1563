package io.kafkafips.tiered.key;

import com.github.benmanes.caffeine.cache.Expiry;
import java.util.function.ToLongFunction;

/** Lets each value of a cache expire at the time, by the cache's ticker, that it says itself. Stateless. */
final class Until<K, V> implements Expiry<K, V> {
    private final ToLongFunction<V> expiresNanos;

    Until(ToLongFunction<V> expiresNanos) {
        this.expiresNanos = expiresNanos;
    }

    @Override
    public long expireAfterCreate(K key, V value, long currentTime) {
        return Math.max(0, expiresNanos.applyAsLong(value) - currentTime);
    }

    @Override
    public long expireAfterUpdate(K key, V value, long currentTime, long currentDuration) {
        return expireAfterCreate(key, value, currentTime);
    }

    @Override
    public long expireAfterRead(K key, V value, long currentTime, long currentDuration) {
        return currentDuration;
    }
}
