package io.kafkafips.validator.schema;

import io.kafkafips.validator.rule.Octets;
import io.kafkafips.validator.rule.Utf8;

/**
 * One pass over the wire format of a Protobuf message: it moves over what is there and builds nothing, so that a length that a sender
 * claims costs nothing. Where the format leaves a choice it reads as protobuf-java does; stricter than that, strings are UTF-8 in
 * proto2 too, each piece of a message that comes in several has its required fields, and numbers end within ten bytes.
 */
final class ProtoWalk {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int START_GROUP = 3;
    static final int END_GROUP = 4;
    static final int FIXED32 = 5;

    private static final int NO_GROUP = -1;
    private static final int LONGEST_VARINT = 10;
    private static final long[] NOTHING = {};

    private final byte[] bytes;
    private final Octets whole;
    private final ProtoLimits limits;
    private int at;
    private int depth;

    /** Whether the last enum had a number that its closed enum does not have: to a reader the field is not there. */
    private boolean strayEnum;

    private ProtoWalk(Octets content, ProtoLimits limits) {
        bytes = content.array();
        whole = Octets.of(bytes);
        at = content.from();
        this.limits = limits;
    }

    /** @throws Misfit when the content is not a message of the type */
    static void check(ProtoMessage type, Octets content, ProtoLimits limits) {
        new ProtoWalk(content, limits).message(type, NO_GROUP, content.to());
    }

    private void message(ProtoMessage type, int group, int end) {
        long[] seen = type.required() == 0 ? NOTHING : new long[type.required() / Long.SIZE + 1];
        while (at < end) {
            int tag = (int) varint(end);
            int number = tag >>> 3;
            int wireType = tag & 7;
            if (number == 0) {
                throw new Misfit("a field number");
            }
            if (wireType == END_GROUP && number == group) {
                requireAll(type, seen);
                return;
            }
            ProtoField field = type.field(number);
            if (field == null || !known(field, wireType, end)) {
                unknown(number, wireType, end);
            } else if (field.required() >= 0 && !strayEnum) {
                seen[field.required() / Long.SIZE] |= 1L << field.required();
            }
        }
        if (group != NO_GROUP) {
            throw new Misfit("the end of a group");
        }
        requireAll(type, seen);
    }

    private static void requireAll(ProtoMessage type, long[] seen) {
        for (int i = 0; i < type.required(); i++) {
            if ((seen[i / Long.SIZE] & (1L << i)) == 0) {
                throw new Misfit("the required field").in(type.requiredName(i));
            }
        }
    }

    /** Moves behind the value. False, and nothing is moved over, when it is not of the field's wire type. */
    private boolean known(ProtoField field, int wireType, int end) {
        boolean packed = wireType == LENGTH && field.packable();
        if (wireType != field.kind().wireType() && !packed) {
            return false;
        }
        strayEnum = false;
        try {
            if (packed) {
                int length = length(end);
                int pieceEnd = at + length;
                while (at < pieceEnd) {
                    value(field, pieceEnd);
                }
            } else {
                value(field, end);
            }
        } catch (Misfit e) {
            throw e.in(field.name());
        }
        return true;
    }

    private void value(ProtoField field, int end) {
        switch (field.kind()) {
            case VARINT -> varint(end);
            case ENUM -> enumeration(field, (int) varint(end));
            case FIXED64 -> skip(Long.BYTES, end);
            case FIXED32 -> skip(Integer.BYTES, end);
            case BYTES -> skip(length(end), end);
            case STRING -> string(end);
            case MESSAGE, GROUP -> embedded(field, end);
        }
    }

    private void enumeration(ProtoField field, int number) {
        if (!field.hasNumber(number)) {
            if (field.closed() ? !limits.unknownFields() : !limits.unknownEnumNumbers()) {
                throw new Misfit("a number of the enum");
            }
            strayEnum = field.closed();
        }
    }

    private void string(int end) {
        int length = length(end);
        if (Utf8.malformedAt(whole.slice(at, at + length)) >= 0) {
            throw new Misfit("a string in UTF-8");
        }
        at += length;
    }

    private void embedded(ProtoField field, int end) {
        ProtoMessage type = field.type();
        if (type == null) {
            throw new IllegalStateException(field.name() + " has no message type");
        }
        enter();
        if (field.kind() == ProtoField.Kind.GROUP) {
            message(type, field.number(), end);
        } else {
            int length = length(end);
            message(type, NO_GROUP, at + length);
        }
        depth--;
        strayEnum = false;
    }

    private void enter() {
        if (++depth > limits.maxDepth()) {
            throw new Misfit("a nesting of at most " + limits.maxDepth());
        }
    }

    private void unknown(int number, int wireType, int end) {
        if (!limits.unknownFields()) {
            throw new Misfit("no field that the schema does not have");
        }
        switch (wireType) {
            case VARINT -> varint(end);
            case FIXED64 -> skip(Long.BYTES, end);
            case FIXED32 -> skip(Integer.BYTES, end);
            case LENGTH -> skip(length(end), end);
            case START_GROUP -> unknownGroup(number, end);
            default -> throw new Misfit("a wire type");
        }
    }

    private void unknownGroup(int group, int end) {
        enter();
        while (at < end) {
            int tag = (int) varint(end);
            int number = tag >>> 3;
            int wireType = tag & 7;
            if (number == 0) {
                throw new Misfit("a field number");
            }
            if (wireType == END_GROUP && number == group) {
                depth--;
                return;
            }
            unknown(number, wireType, end);
        }
        throw new Misfit("the end of a group");
    }

    private long varint(int end) {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT && at < end; i++) {
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        throw new Misfit("the rest of a number of at most " + LONGEST_VARINT + " bytes");
    }

    private int length(int end) {
        int length = (int) varint(end);
        if (length < 0 || length > end - at) {
            throw new Misfit("as many bytes as it says");
        }
        return length;
    }

    private void skip(int count, int end) {
        if (count > end - at) {
            throw new Misfit("the rest of a value");
        }
        at += count;
    }
}
