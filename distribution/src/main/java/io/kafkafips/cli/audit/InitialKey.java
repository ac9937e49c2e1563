package io.kafkafips.cli.audit;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.commons.audit.KeyFile;
import io.kafkafips.commons.audit.verify.AuditVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads the file with the initial key k0 as a node does: 64 hexadecimal digits, for its owner's eyes alone. No message has any of it. */
final class InitialKey {
    private static final int DIGITS = 64;
    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{" + DIGITS + "}\\r?\\n?");

    private InitialKey() {}

    static byte[] read(Path file) {
        try {
            if (!KeyFile.isPrivate(file)) {
                throw CommandFailure.usage("--key-file " + file + " can be read by others", "chmod 600 " + file);
            }
            try (InputStream in = Files.newInputStream(file)) {
                String text = new String(in.readNBytes(DIGITS + 3), StandardCharsets.ISO_8859_1);
                if (!KEY.matcher(text).matches()) {
                    throw CommandFailure.usage(
                            "--key-file " + file + " is refused: expected " + DIGITS
                                    + " hexadecimal digits and nothing else",
                            "--key-file <a copy of audit.hmac.key.file as it was when the trail began>");
                }
                return AuditVerifier.parseKey(text);
            }
        } catch (IOException e) {
            throw CommandFailure.usage(
                    "--key-file " + file + " cannot be read", "--key-file <file that you can read>", e);
        }
    }
}
