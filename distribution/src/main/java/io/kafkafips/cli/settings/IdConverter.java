package io.kafkafips.cli.settings;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.Uuid;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an id as Kafka prints it, or in hexadecimal as it stands in paths. */
public final class IdConverter implements ITypeConverter<Uuid> {
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{32}");
    private static final int HALF = 16;

    @Override
    public Uuid convert(String text) {
        String digits = text.replace("-", "");
        if (HEX.matcher(digits).matches() && (text.length() == 2 * HALF || text.length() == 2 * HALF + 4)) {
            String hex = digits.toLowerCase(Locale.ROOT);
            return new Uuid(
                    HexFormat.fromHexDigitsToLong(hex, 0, HALF), HexFormat.fromHexDigitsToLong(hex, HALF, 2 * HALF));
        }
        try {
            return Uuid.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no id: expected 22 characters as Kafka prints it, or 32 hexadecimal digits");
        }
    }
}
