package io.kafkafips.tiered.key;

/** Says that a key service did not give a key; the subclass says why. */
public abstract sealed class KeyServiceException extends Exception
        permits UnknownKeyException,
                KeyDeniedException,
                KeyShreddedException,
                KeyUnavailableException,
                WrappedKeyRefusedException {
    KeyServiceException(String message) {
        super(message);
    }

    KeyServiceException(String message, Throwable cause) {
        super(message, cause);
    }
}
