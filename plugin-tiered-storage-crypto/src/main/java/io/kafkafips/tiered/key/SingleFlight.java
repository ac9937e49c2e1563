package io.kafkafips.tiered.key;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;

/** One call of the key service for each key at a time: who asks meanwhile gets the same answer. No lock is held over it. Thread-safe. */
final class SingleFlight<K, V> {
    private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

    /** A call that may block. */
    interface Call<V> {
        V run() throws KeyServiceException;
    }

    V fly(K key, Call<V> call) throws KeyServiceException {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> other = flights.putIfAbsent(key, mine);
        if (other != null) {
            return await(other);
        }
        try {
            V value = call.run();
            mine.complete(value);
            return value;
        } catch (KeyServiceException | RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            flights.remove(key, mine);
        }
    }

    private static <V> V await(CompletableFuture<V> flight) throws KeyServiceException {
        try {
            return flight.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableException("Interrupted while waiting for the key service", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KeyServiceException failure) {
                throw failure;
            }
            throw new KeyUnavailableException("The key service failed", e);
        }
    }
}
