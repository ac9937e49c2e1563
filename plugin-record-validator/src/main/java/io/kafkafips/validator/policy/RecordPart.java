package io.kafkafips.validator.policy;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What of a record a rule is about; in a policy file, the list that the rule stands in. */
public enum RecordPart {
    KEY,
    VALUE,
    HEADERS,
    /** The record as a whole, such as its size. */
    RECORD;

    /** As a policy file names it: {@code key}, {@code value}, {@code headers}, {@code record}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The bytes of the key or the value.
     *
     * @throws IllegalStateException for the other parts, which have no single content
     */
    public @Nullable ByteBuffer contentOf(RecordProxy record) {
        return switch (this) {
            case KEY -> record.key();
            case VALUE -> record.value();
            case HEADERS, RECORD -> throw new IllegalStateException(key() + " has no single content");
        };
    }
}
