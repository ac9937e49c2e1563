package io.kafkafips.validator.agent;

/** Tells that the woven code of this Kafka does not validate as it must, although it has the known shape. */
final class CanaryFailed extends RuntimeException {
    CanaryFailed(String message) {
        super(message);
    }

    CanaryFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
