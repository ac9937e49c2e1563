package io.kafkafips.tiered.key;

import io.kafkafips.tiered.format.WrappedKey;

/**
 * Makes data encryption keys and unwraps them again: the holder of the key encryption keys, which never leave it. Implementations
 * are thread-safe; calls may block, so nobody holds a lock over them.
 *
 * <p>Guarantee: what {@link #generate} wrapped, {@link #unwrap} returns bit by bit as long as the key encryption key exists; a
 * wrapped key that was altered, or that was wrapped under another key, is refused and never unwraps to something else.
 */
public interface KeyService extends AutoCloseable {
    /**
     * A new 256-bit key under the key encryption key {@code keyRef}.
     *
     * @throws UnknownKeyException when there is no such key
     * @throws KeyDeniedException when there is one that may not be used
     * @throws KeyUnavailableException when that cannot be told now; to try again is sensible
     */
    GeneratedKey generate(String keyRef, KeyContext context) throws KeyServiceException;

    /**
     * The key in {@code wrapped}.
     *
     * @throws WrappedKeyRefusedException when the wrapped key is not one that this service made under that key
     * @throws UnknownKeyException when there is no such key
     * @throws KeyDeniedException when there is one that may not be used
     * @throws KeyUnavailableException when that cannot be told now; to try again is sensible
     */
    DataKey unwrap(WrappedKey wrapped, KeyContext context) throws KeyServiceException;

    /** Whether the key encryption key is there and usable: the health check of one key. Throws as {@link #generate} does. */
    KeyDescription describe(String keyRef) throws KeyServiceException;

    /** Idempotent. */
    @Override
    void close();
}
