package io.kafkafips.tiered.key;

/** Says that no key of that name exists: it was lost, destroyed, or never in this place. */
public final class UnknownKeyException extends KeyServiceException {
    public UnknownKeyException(String message) {
        super(message);
    }

    public UnknownKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
