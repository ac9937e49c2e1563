package io.kafkafips.validator.registry;

import io.kafkafips.commons.audit.KeyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;

/**
 * A file with a password or a token in its first line, which its owner alone can read. It is read when it is needed: it may be
 * replaced at any time.
 *
 * @param path the file
 */
record SecretFile(Path path) {
    private static final int LONGEST = 16 * 1024;
    private static final int FIRST_VISIBLE = 0x21;
    private static final int LAST_VISIBLE = 0x7E;

    /**
     * A password.
     *
     * @throws IOException when it cannot be read, others can read it, or it is empty
     */
    String read() throws IOException {
        return read(character -> !Character.isISOControl(character), "without control characters");
    }

    /**
     * A bearer token, which can be part of a header.
     *
     * @throws IOException when it cannot be read, others can read it, it is empty, or it is not of visible ASCII
     */
    String token() throws IOException {
        return read(
                character -> character >= FIRST_VISIBLE && character <= LAST_VISIBLE,
                "of visible ASCII characters, without a byte order mark");
    }

    private String read(IntPredicate allowed, String expected) throws IOException {
        if (!KeyFile.isPrivate(path)) {
            throw new IOException(path + " can be read by others than its owner. Remedy: chmod 600 " + path);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(LONGEST + 1);
            String secret = new String(content, StandardCharsets.UTF_8).strip();
            if (content.length > LONGEST || secret.isEmpty() || !secret.chars().allMatch(allowed)) {
                throw new IOException(path + " is [hidden]: expected one line with a secret of at most " + LONGEST
                        + " bytes, " + expected);
            }
            return secret;
        }
    }
}
