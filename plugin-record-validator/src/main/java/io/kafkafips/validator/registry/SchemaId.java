package io.kafkafips.validator.registry;

/** How a record names its schema: by the registry's number, or by a globally unique id. */
public sealed interface SchemaId {
    /**
     * The number that a registry gave.
     *
     * @param value zero or more
     */
    record Registered(int value) implements SchemaId {}

    /**
     * The id that is the same in every registry.
     *
     * @param value a UUID in its canonical form
     */
    record Guid(String value) implements SchemaId {}
}
