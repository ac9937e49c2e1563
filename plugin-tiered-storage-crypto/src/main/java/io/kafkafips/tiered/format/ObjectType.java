package io.kafkafips.tiered.format;

import org.jspecify.annotations.Nullable;

/** The kind of an object that a segment is stored as: the log or one of its indexes. The codes are part of the wire format. */
public enum ObjectType {
    LOG(0),
    OFFSET_INDEX(1),
    TIME_INDEX(2),
    PRODUCER_SNAPSHOT(3),
    TRANSACTION_INDEX(4),
    LEADER_EPOCH(5);

    private final int code;

    ObjectType(int code) {
        this.code = code;
    }

    /** The byte in the header. */
    public int code() {
        return code;
    }

    static @Nullable ObjectType of(int code) {
        for (ObjectType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }
}
