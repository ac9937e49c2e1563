package io.kafkafips.tiered.key;

import java.io.IOException;

/** Says that something in the key registry cannot be used; the message names the file, and the line where there is one. */
public final class KeyRegistryException extends IOException {
    public KeyRegistryException(String message) {
        super(message);
    }

    public KeyRegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
