package io.kafkafips.tiered.key;

/**
 * Says that a wrapped key fails its own check: it was altered, wrapped under another key of that name, or
 * for something else.
 */
public final class WrappedKeyRefusedException extends KeyServiceException {
    public WrappedKeyRefusedException(String message) {
        super(message);
    }

    public WrappedKeyRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
