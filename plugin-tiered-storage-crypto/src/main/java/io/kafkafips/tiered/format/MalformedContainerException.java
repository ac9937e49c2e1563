package io.kafkafips.tiered.format;

import java.io.IOException;

/** Says that bytes from storage are not a container of a version that is known here. */
public final class MalformedContainerException extends IOException {
    MalformedContainerException(String message) {
        super(message);
    }

    MalformedContainerException(String message, Throwable cause) {
        super(message, cause);
    }
}
