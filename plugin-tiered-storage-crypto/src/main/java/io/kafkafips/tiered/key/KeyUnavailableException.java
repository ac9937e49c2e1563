package io.kafkafips.tiered.key;

/** Says that the key service cannot be asked now; it may be later. */
public final class KeyUnavailableException extends KeyServiceException {
    public KeyUnavailableException(String message) {
        super(message);
    }

    public KeyUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
