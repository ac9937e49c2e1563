package io.kafkafips.validator.registry;

import java.io.IOException;

/**
 * A registry that is not there: no connection, no response in time, or a gateway that says so. Whatever else a lookup fails of is no
 * outage: a producer, or a file of the broker itself, can bring it about while the registry is up.
 */
final class NoAnswer extends IOException {
    NoAnswer(String message, Throwable cause) {
        super(message, cause);
    }

    NoAnswer(String message) {
        super(message);
    }
}
