package io.kafkafips.validator.registry;

import java.util.List;
import java.util.Set;

/**
 * A schema as a registry gives it. Immutable.
 *
 * @param id the registry's number
 * @param type the language of the text
 * @param text the schema
 * @param references what the text refers to, every one with its own references before it
 * @param subjects where the registry has it
 */
public record RegisteredSchema(int id, Type type, String text, List<Reference> references, Set<String> subjects) {
    public RegisteredSchema {
        references = List.copyOf(references);
        subjects = Set.copyOf(subjects);
    }

    /** The languages of schemas. */
    public enum Type {
        AVRO,
        JSON,
        PROTOBUF
    }

    /**
     * A schema that another one refers to.
     *
     * @param name as the other one names it: a full name in Avro, a URI in JSON Schema, an import path in Protobuf
     * @param text the schema
     */
    public record Reference(String name, String text) {}
}
