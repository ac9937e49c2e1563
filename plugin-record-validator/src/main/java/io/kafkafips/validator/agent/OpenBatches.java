package io.kafkafips.validator.agent;

import org.jspecify.annotations.Nullable;

/**
 * The batches whose iteration has begun and for whose errors Kafka has not asked yet: at most one for each thread, since a
 * {@code LogValidator} lives and dies on one.
 */
final class OpenBatches {
    private final ThreadLocal<Slot> slots = ThreadLocal.withInitial(Slot::new);

    /** Of one thread. */
    private static final class Slot {
        private @Nullable Object validator;
        private @Nullable BatchCheck check;
    }

    /**
     * Begins with a batch. One that another validator left open was refused by an exception of Kafka's own.
     *
     * @throws IllegalStateException when this validator has one open: its errors would never be asked for
     */
    void begin(Object validator, BatchCheck check) {
        refuseOpen(validator);
        Slot slot = slots.get();
        slot.validator = validator;
        slot.check = check;
    }

    boolean isOpen(Object validator) {
        return slots.get().validator == validator;
    }

    /** Ends with the batch of this validator, which is open. */
    BatchCheck close(Object validator) {
        Slot slot = slots.get();
        BatchCheck check = slot.check;
        if (check == null || slot.validator != validator) {
            throw new IllegalStateException("no batch is open");
        }
        discard();
        return check;
    }

    /** Forgets the batch of this thread, which an exception refuses. */
    void discard() {
        Slot slot = slots.get();
        slot.validator = null;
        slot.check = null;
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
