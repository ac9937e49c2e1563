package io.kafkafips.tiered.key;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.Uuid;

/**
 * The topic that a topic key is for alone. The id is bound to the key; the name is for the operator, and stays in the registry.
 *
 * @param id {@link Uuid#ZERO_UUID} for a key that several topics may share
 * @param name may be empty
 */
public record KeyTopic(Uuid id, String name) {
    /** For a key that several topics may share. */
    public static final KeyTopic NONE = new KeyTopic(Uuid.ZERO_UUID, "");

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

    /** Whether the key is for one topic alone. */
    public boolean isPresent() {
        return !id.equals(Uuid.ZERO_UUID);
    }

    /** A topic id in the 32 hexadecimal digits that keys' names take it in: Kafka's own form tells lower case from upper case. */
    public static String hex(Uuid id) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(id.getMostSignificantBits()) + hex.toHexDigits(id.getLeastSignificantBits());
    }

    /** Reads {@link #hex}; empty for anything else. */
    public static Optional<Uuid> parse(String text) {
        return HEX.matcher(text).matches()
                ? Optional.of(new Uuid(
                        HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32)))
                : Optional.empty();
    }
}
