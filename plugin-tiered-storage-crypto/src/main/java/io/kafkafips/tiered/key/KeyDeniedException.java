package io.kafkafips.tiered.key;

/** Says that a key exists and may not be used for this. */
public final class KeyDeniedException extends KeyServiceException {
    public KeyDeniedException(String message) {
        super(message);
    }

    public KeyDeniedException(String message, Throwable cause) {
        super(message, cause);
    }
}
