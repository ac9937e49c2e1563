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

    /** Of a file of root's: what the kubelet makes of a Secret for a pod with an {@code fsGroup}, whose only member is the pod's user. */
    private static final Set<PosixFilePermission> OWNER_AND_READING_GROUP =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_READ);

    private static final int DIGITS = 2 * TrailKey.BYTES;
    private static final int LONGEST = DIGITS + 2;
    private static final String EXPECTED =
            "a file of " + DIGITS + " hexadecimal digits that its owner alone can read, or root and one group";

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

    /**
     * Whether its owner alone can open a file; or, where that is root, one group to read it, since a user that is not root could not use it
     * otherwise. True where the file system does not know of permissions.
     */
    public static boolean isPrivate(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return true;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return OWNER.containsAll(permissions) || (OWNER_AND_READING_GROUP.containsAll(permissions) && isRoots(file));
    }

    private static boolean isRoots(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(file, "unix:uid").equals(0);
    }

    /** Refuses a file that others than its owner can open, where the file system knows of that. */
    static void requirePrivate(String setting, Path file) throws IOException {
        if (!isPrivate(file)) {
            throw Refusal.setting(
                    setting, file, "a file that its owner alone can read, or root and one group", "chmod 600 " + file);
        }
    }
}
