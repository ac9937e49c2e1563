package io.kafkafips.validator.schema;

import java.util.List;
import java.util.Optional;

/**
 * A compiled Protobuf schema.
 *
 * @param types the messages that are written at the top of the file, in their order
 */
record ProtoSchema(List<Type> types) {
    /**
     * A message with those written inside it.
     *
     * @param name its full name
     */
    record Type(String name, ProtoMessage message, List<Type> nested) {}

    /** The message of that full name, or of that name in the file: the full one without the package. */
    Optional<ProtoMessage> message(String name) {
        String first = types.get(0).name();
        String inPackage = first.substring(0, first.lastIndexOf('.') + 1) + name;
        return find(types, name).or(() -> find(types, inPackage));
    }

    private static Optional<ProtoMessage> find(List<Type> types, String fullName) {
        for (Type type : types) {
            if (type.name().equals(fullName)) {
                return Optional.of(type.message());
            }
            if (fullName.startsWith(type.name() + ".")) {
                return find(type.nested(), fullName);
            }
        }
        return Optional.empty();
    }
}
