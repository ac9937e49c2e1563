package io.kafkafips.validator.registry;

import org.apache.kafka.common.errors.TimeoutException;

/** A schema that is not at hand at the moment: the producer may send the batch again, which Kafka's clients do by themselves. */
public final class SchemaUnavailable extends TimeoutException {
    private final boolean accepted;

    SchemaUnavailable(String message, boolean accepted) {
        super(message);
        this.accepted = accepted;
    }

    /** Whether the policy file lets records pass unvalidated while the registry is out of reach. */
    public boolean isAccepted() {
        return accepted;
    }
}
