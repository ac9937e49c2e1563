package io.kafkafips.tiered.tool;

/** Says that an object is not what was stored, or cannot be opened. */
public final class RefusedObjectException extends Exception {
    private final Fault fault;

    RefusedObjectException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    RefusedObjectException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
