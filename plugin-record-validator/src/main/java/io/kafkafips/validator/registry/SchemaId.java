package io.kafkafips.validator.registry;

import java.util.UUID;

/** How a record names its schema: by the registry's number, or by a globally unique id. */
public sealed interface SchemaId {
    /** Of a UUID in its canonical form; no number has as many digits. */
    int GUID_CHARACTERS = 36;

    /**
     * An id as settings and names of files write it: a number from 0, or a GUID.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static SchemaId parse(String text) {
        if (text.length() == GUID_CHARACTERS) {
            return new Guid(UUID.fromString(text).toString());
        }
        int value = Integer.parseInt(text);
        if (value < 0) {
            throw new IllegalArgumentException("an id below 0");
        }
        return new Registered(value);
    }

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
