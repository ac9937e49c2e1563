package io.kafkafips.tiered.key;

import io.kafkafips.tiered.format.WrappedKey;

/**
 * The holder of the root keys: it makes topic keys under them and unwraps them again; the roots never leave it. Implementations are
 * thread-safe; calls may block, so nobody holds a lock over them.
 *
 * <p>Guarantee: what {@link #generate}, {@link #wrap} or {@link #rewrap} wrapped, {@link #unwrap} returns bit by bit as long as the
 * root exists; a wrapped key that was altered, that was wrapped under another root or for another {@link KeyContext}, is refused
 * and never unwraps to something else.
 *
 * <p>Every call fails with
 * <ul>
 *   <li>{@link UnknownKeyException} when there is no such root,
 *   <li>{@link KeyDeniedException} when there is one that may not be used,
 *   <li>{@link KeyUnavailableException} when that cannot be told now, so that to try again is sensible,
 *   <li>{@link WrappedKeyRefusedException} when the wrapped key is not one that this service made under that root for that context.
 * </ul>
 */
public interface KeyService extends AutoCloseable {
    /** A new 256-bit key under the root {@code kek}. */
    GeneratedKey generate(String kek, KeyContext context) throws KeyServiceException;

    /** {@code key} under the root {@code kek}. */
    WrappedKey wrap(DataKey key, String kek, KeyContext context) throws KeyServiceException;

    /** The key in {@code wrapped}, for the caller to destroy. */
    DataKey unwrap(WrappedKey wrapped, KeyContext context) throws KeyServiceException;

    /** The same key under another root. A service that can do it inside keeps the key from this JVM. */
    default WrappedKey rewrap(WrappedKey wrapped, String kek, KeyContext context) throws KeyServiceException {
        DataKey key = unwrap(wrapped, context);
        try {
            return wrap(key, kek, context);
        } finally {
            key.destroy();
        }
    }

    /** Whether a root is there and usable. */
    KeyDescription describe(String kek) throws KeyServiceException;

    /** Whether the service can be asked now. Asked regularly, so that a service may also look after itself in it. Never throws. */
    KeyServiceHealth health();

    /** Idempotent. */
    @Override
    void close();
}
