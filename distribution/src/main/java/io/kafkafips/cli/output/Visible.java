package io.kafkafips.cli.output;

import java.util.HexFormat;

/** Text for a terminal: what could move the cursor, hide characters or turn the direction of writing shows as an escape. Stateless. */
public final class Visible {
    private static final int FIRST_SUPPLEMENTARY = 0x10000;

    private Visible() {}

    /** The text on one line, each invisible character as {@code \}{@code u} and four hexadecimal digits. */
    public static String text(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        raw.codePoints().forEach(c -> {
            if (isVisible(c)) {
                out.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    out.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            }
        });
        return out.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.NON_SPACING_MARK, Character.SPACE_SEPARATOR -> c == ' ';
            default -> c < FIRST_SUPPLEMENTARY || Character.isLetterOrDigit(c);
        };
    }
}
