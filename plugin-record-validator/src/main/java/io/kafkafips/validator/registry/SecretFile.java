package io.kafkafips.validator.registry;

import io.kafkafips.commons.audit.KeyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file with a password or a token in its first line, which its owner alone can read. It is read when it is needed: it may be
 * replaced at any time.
 *
 * @param path the file
 */
record SecretFile(Path path) {
    private static final int LONGEST = 16 * 1024;

    /**
     * The secret.
     *
     * @throws IOException when it cannot be read, others can read it, or it is empty
     */
    String read() throws IOException {
        if (!KeyFile.isPrivate(path)) {
            throw new IOException(path + " can be read by others than its owner. Remedy: chmod 600 " + path);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(LONGEST + 1);
            String secret = new String(content, StandardCharsets.UTF_8).strip();
            if (content.length > LONGEST || secret.isEmpty() || secret.chars().anyMatch(Character::isISOControl)) {
                throw new IOException(path + " is not one line with a secret of at most " + LONGEST + " bytes");
            }
            return secret;
        }
    }
}
