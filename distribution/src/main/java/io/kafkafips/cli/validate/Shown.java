package io.kafkafips.cli.validate;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Payload as a report shows it to who asked for that: text, or else Base64, of its first bytes. Stateless. */
final class Shown {
    private static final int MOST_BYTES = 200;

    private Shown() {}

    static @Nullable String payload(@Nullable ByteBuffer content) {
        if (content == null) {
            return null;
        }
        int whole = content.remaining();
        ByteBuffer head = content.slice(content.position(), Math.min(MOST_BYTES, whole));
        return text(head, whole > MOST_BYTES) + (whole > MOST_BYTES ? "... of " + whole + " bytes" : "");
    }

    /** @param cut maybe through a character */
    private static String text(ByteBuffer head, boolean cut) {
        CharBuffer text = CharBuffer.allocate(head.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(head.duplicate(), text, !cut);
        if (!result.isError()) {
            return text.flip().toString();
        }
        byte[] octets = new byte[head.remaining()];
        head.duplicate().get(octets);
        return "base64:" + Base64.getEncoder().encodeToString(octets);
    }
}
