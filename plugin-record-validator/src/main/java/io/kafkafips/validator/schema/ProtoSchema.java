package io.kafkafips.validator.schema;

import java.util.List;
import java.util.Optional;

/**
 * A compiled Protobuf schema.
 *
 * @param types the messages at the top of the file, in their order
 */
record ProtoSchema(List<Type> types) {
    /**
     * A message with those inside it.
     *
     * @param name its full name
     */
    record Type(String name, ProtoMessage message, List<Type> nested) {}

    /** The message of that full name, or of that name at the top of the file. */
    Optional<ProtoMessage> message(String name) {
        return find(types, name);
    }

    private static Optional<ProtoMessage> find(List<Type> types, String name) {
        for (Type type : types) {
            if (type.name().equals(name) || type.name().endsWith("." + name)) {
                return Optional.of(type.message());
            }
            if (name.startsWith(type.name() + ".")) {
                return find(type.nested(), name);
            }
        }
        return Optional.empty();
    }
}
