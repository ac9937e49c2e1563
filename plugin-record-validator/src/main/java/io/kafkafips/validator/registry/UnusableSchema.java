package io.kafkafips.validator.registry;

/** The answer of a registry that there is no schema to validate with. The message goes to the producer, after the words "the schema". */
final class UnusableSchema extends Exception {
    /** Whether the registry may answer otherwise in a moment, when its replicas have caught up. */
    private final boolean unknown;

    private UnusableSchema(String message, boolean unknown) {
        super(message);
        this.unknown = unknown;
    }

    static UnusableSchema unknown() {
        return unknown("is not known to the registry");
    }

    static UnusableSchema unknown(String reason) {
        return new UnusableSchema(reason, true);
    }

    static UnusableSchema because(String reason) {
        return new UnusableSchema(reason, false);
    }

    boolean isUnknown() {
        return unknown;
    }
}
