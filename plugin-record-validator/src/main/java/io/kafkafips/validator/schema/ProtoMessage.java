package io.kafkafips.validator.schema;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message type of a Protobuf schema, as {@link ProtoWalk} needs it. Made before its fields are known, since they may be of it. */
final class ProtoMessage {
    private static final int DENSE = 256;

    private final String name;
    private final @Nullable ProtoField[] dense = new @Nullable ProtoField[DENSE];
    private final Map<Integer, ProtoField> sparse = new HashMap<>();
    private int required;

    ProtoMessage(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(ProtoField field) {
        if (field.number() < DENSE) {
            dense[field.number()] = field;
        } else {
            sparse.put(field.number(), field);
        }
        if (field.required() != ProtoField.OPTIONAL) {
            required++;
        }
    }

    /** How many fields must be there; they are numbered from 0. */
    int required() {
        return required;
    }

    @Nullable
    ProtoField field(int number) {
        return number >= 0 && number < DENSE ? dense[number] : sparse.get(number);
    }

    /** The name of the required field of that position. */
    String requiredName(int position) {
        for (ProtoField field : dense) {
            if (field != null && field.required() == position) {
                return field.name();
            }
        }
        for (ProtoField field : sparse.values()) {
            if (field.required() == position) {
                return field.name();
            }
        }
        throw new IllegalArgumentException(name + " has no required field " + position);
    }
}
