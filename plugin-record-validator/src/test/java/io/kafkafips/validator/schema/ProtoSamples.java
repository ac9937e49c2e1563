package io.kafkafips.validator.schema;

import io.kafkafips.validator.rule.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The .proto files of the tests, and what protoc made of them. */
final class ProtoSamples {
    private ProtoSamples() {}

    /** A file whose imports lie beside it. */
    static SchemaText text(String name) {
        return new SchemaText(
                name, Octets.of(bytes(name)), List.of(), path -> has(path) ? Octets.of(bytes(path)) : null);
    }

    static byte[] bytes(String name) {
        try (InputStream in = ProtoSamples.class.getResourceAsStream("proto/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean has(String name) {
        return ProtoSamples.class.getResource("proto/" + name) != null;
    }
}
