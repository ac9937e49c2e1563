package io.kafkafips.validator.agent;

/** Tells that this Kafka does not have the shape that validation hooks into: records could pass unseen. */
final class JoinPointMissing extends RuntimeException {
    JoinPointMissing(String message) {
        super(message);
    }

    JoinPointMissing(String message, Throwable cause) {
        super(message, cause);
    }
}
