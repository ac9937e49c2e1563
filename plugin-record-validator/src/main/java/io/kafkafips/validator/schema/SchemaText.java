package io.kafkafips.validator.schema;

import io.kafkafips.validator.rule.Octets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema as it is written, before it is compiled.
 *
 * @param name its path or, in a registry, its number
 * @param content the text; a descriptor set of Protobuf is none
 * @param references what it may refer to, every one with its own references before it
 * @param neighbours the files around it, where it is a file
 */
record SchemaText(String name, Octets content, List<Reference> references, Neighbours neighbours) {
    /** A schema that stands alone. */
    static SchemaText of(String text) {
        return new SchemaText("schema", Octets.of(text.getBytes(StandardCharsets.UTF_8)), List.of(), path -> null);
    }

    String text() {
        return new String(content.toArray(), StandardCharsets.UTF_8);
    }

    /** The path of the folder that it lies in, with the slash at its end, or nothing. */
    String folder() {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    /**
     * A schema that another one refers to.
     *
     * @param name its path or, in a registry, the name that the other one uses for it
     */
    record Reference(String name, Octets content) {
        String text() {
            return new String(content.toArray(), StandardCharsets.UTF_8);
        }
    }

    /** Files by their paths. */
    @FunctionalInterface
    interface Neighbours {
        /** The content of a file, {@code null} when there is none of that path. */
        @Nullable
        Octets file(String path);
    }
}
