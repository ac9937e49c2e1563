package io.kafkafips.validator.agent;

import org.jspecify.annotations.Nullable;

/**
 * The batches whose iteration has begun and for whose errors Kafka has not asked yet: at most one for each thread, since a
 * {@code LogValidator} lives and dies on one.
 */
final class OpenBatches {
    private final ThreadLocal<@Nullable Open> current = new ThreadLocal<>();

    private record Open(Object validator, BatchCheck check) {}

    /**
     * Begins with a batch. One that another validator left open was refused by an exception of Kafka's own.
     *
     * @throws IllegalStateException when this validator has one open: its errors would never be asked for
     */
    void begin(Object validator, BatchCheck check) {
        refuseOpen(validator);
        current.set(new Open(validator, check));
    }

    boolean isOpen(Object validator) {
        Open open = current.get();
        return open != null && open.validator() == validator;
    }

    /** Ends with the batch of this validator, which is open. */
    BatchCheck close(Object validator) {
        Open open = current.get();
        if (open == null || open.validator() != validator) {
            throw new IllegalStateException("no batch is open");
        }
        discard();
        return open.check();
    }

    /** Forgets the batch of this thread, which an exception refuses. */
    void discard() {
        current.set(null);
    }

    /**
     * Fails the append of a batch that is still open where it must not be.
     *
     * @throws IllegalStateException when this validator has one open
     */
    void refuseOpen(Object validator) {
        if (isOpen(validator)) {
            discard();
            throw new IllegalStateException(
                    "This Kafka goes on with a batch without having asked for the errors of its records:"
                            + " record validation refuses it");
        }
    }
}
