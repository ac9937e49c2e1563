package io.kafkafips.commons.audit;

import io.kafkafips.commons.audit.format.TrailKey;
import io.kafkafips.commons.config.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/** The file with the initial key k0: 64 hexadecimal digits, with or without a line end. */
public final class KeyFile {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final int DIGITS = 2 * TrailKey.BYTES;
    private static final int LONGEST = DIGITS + 2;
    private static final String EXPECTED = "a file of " + DIGITS + " hexadecimal digits that its owner alone can read";

    private KeyFile() {}

    /**
     * Reads the key.
     *
     * @throws org.apache.kafka.common.config.ConfigException when it is missing, malformed, or open to others
     */
    static byte[] read(Path file) {
        try {
            requirePrivate(AuditConfig.KEY_FILE, file);
            return parse(file);
        } catch (IOException e) {
            throw Refusal.setting(
                    AuditConfig.KEY_FILE,
                    file,
                    EXPECTED,
                    "(umask 077; openssl rand -hex " + TrailKey.BYTES + " > " + file + ")",
                    e);
        }
    }

    private static byte[] parse(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(LONGEST + 1);
        }
        String text = new String(content, StandardCharsets.ISO_8859_1).strip();
        Arrays.fill(content, (byte) 0);
        if (content.length <= LONGEST && text.length() == DIGITS) {
            try {
                return HexFormat.of().parseHex(text);
            } catch (IllegalArgumentException e) {
                throw new IOException("it holds something else than hexadecimal digits");
            }
        }
        throw new IOException("its length is another");
    }

    /** Whether its owner alone can open a file; true where the file system does not know of that. */
    public static boolean isPrivate(Path file) throws IOException {
        return !Files.getFileStore(file).supportsFileAttributeView("posix")
                || OWNER.containsAll(Files.getPosixFilePermissions(file));
    }

    /** Refuses a file that others than its owner can open, where the file system knows of that. */
    static void requirePrivate(String setting, Path file) throws IOException {
        if (!isPrivate(file)) {
            throw Refusal.setting(setting, file, "a file that its owner alone can read", "chmod 600 " + file);
        }
    }
}
