package io.kafkafips.validator.schema;

import org.jspecify.annotations.Nullable;

/**
 * A field of a Protobuf message, as {@link ProtoWalk} needs it.
 *
 * @param required its position among the fields that must be there, or {@link #OPTIONAL}
 * @param packable whether several values may stand in one piece
 * @param type of a message or a group, else {@code null}
 * @param numbers of an enum, else {@code null}
 * @param closed whether the enum has no other numbers
 */
record ProtoField(
        int number,
        String name,
        Kind kind,
        int required,
        boolean packable,
        @Nullable ProtoMessage type,
        @Nullable EnumNumbers numbers,
        boolean closed) {
    static final int OPTIONAL = -1;

    /** How a value stands on the wire. */
    enum Kind {
        VARINT(ProtoWalk.VARINT),
        ENUM(ProtoWalk.VARINT),
        FIXED64(ProtoWalk.FIXED64),
        FIXED32(ProtoWalk.FIXED32),
        BYTES(ProtoWalk.LENGTH),
        STRING(ProtoWalk.LENGTH),
        MESSAGE(ProtoWalk.LENGTH),
        GROUP(ProtoWalk.START_GROUP);

        private final int wireType;

        Kind(int wireType) {
            this.wireType = wireType;
        }

        int wireType() {
            return wireType;
        }
    }

    boolean hasNumber(int value) {
        return numbers == null || numbers.has(value);
    }
}
