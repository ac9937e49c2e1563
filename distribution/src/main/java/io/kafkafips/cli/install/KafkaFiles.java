package io.kafkafips.cli.install;

import io.kafkafips.commons.fips.FipsJca;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Changes to files of which each is done or not done, whenever the power goes. Stateless. */
final class KafkaFiles {
    private static final String TEMPORARY = ".kafka-fips-new";
    private static final int BUFFER_BYTES = 1 << 16;

    private KafkaFiles() {}

    /** The digest of a file in hexadecimal digits, or the empty string where there is none. */
    static String sha256(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = FipsJca.sha256();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The FIPS module does not do what it did at the start", e);
        }
    }

    /**
     * Copies a file and its time; what was there under that name is replaced at once. Whoever runs this owns it, and everybody can read it: it
     * is no secret, the broker's user is another than the installing one, and who unpacked the bundle must not be able to change it here.
     */
    static void copy(Path from, Path to) throws IOException {
        replace(to, temporary -> {
            Files.copy(from, temporary, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(temporary, Files.getLastModifiedTime(from));
            setMode(temporary, "rw-r--r--");
        });
    }

    /** Writes a text, at once. */
    static void write(Path to, String text) throws IOException {
        replace(to, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
    }

    /** Gives a file a second name, so that it outlives its first one with owner and time; where that cannot be, copies it. */
    static void keep(Path file, Path as) throws IOException {
        Files.createDirectories(parentOf(as));
        Files.deleteIfExists(as);
        try {
            Files.createLink(as, file);
        } catch (UnsupportedOperationException | IOException e) {
            duplicate(file, as);
        }
    }

    /** Puts a kept file back under its first name, whatever is there. */
    static void restore(Path kept, Path to) throws IOException {
        Files.createDirectories(parentOf(to));
        // two names of one file: a move would leave both
        if (Files.exists(to) && Files.isSameFile(kept, to)) {
            Files.delete(kept);
        } else {
            try {
                Files.move(kept, to, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                // libs or config is a link to another file system, or a mount
                duplicate(kept, to);
                Files.delete(kept);
            }
        }
    }

    private static void duplicate(Path from, Path to) throws IOException {
        replace(
                to,
                temporary -> Files.copy(
                        from, temporary, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES));
    }

    /** Removes what an interrupted {@link #copy} may have left beside a file. */
    static void sweep(Path target) throws IOException {
        Files.deleteIfExists(beside(target));
    }

    private static Path beside(Path target) {
        return target.resolveSibling("." + target.getFileName() + TEMPORARY);
    }

    private static void replace(Path to, Content content) throws IOException {
        Path parent = parentOf(to);
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(parent);
            setMode(parent, "rwxr-xr-x");
        }
        Path temporary = beside(to);
        try {
            content.writeTo(temporary);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.READ)) {
                channel.force(true);
            }
            Files.move(temporary, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // half a jar on a full disk would take the room that the way back needs
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    private static void setMode(Path path, String mode) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }

    private static Path parentOf(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IOException(file + " has no folder");
        }
        return parent;
    }

    /** Fills a file that nobody reads yet. */
    @FunctionalInterface
    private interface Content {
        void writeTo(Path temporary) throws IOException;
    }
}
