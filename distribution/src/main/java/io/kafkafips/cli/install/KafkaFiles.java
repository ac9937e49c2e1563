package io.kafkafips.cli.install;

import io.kafkafips.commons.fips.FipsJca;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

    /** Copies a file, its mode and its time; what was there under that name is replaced at once. */
    static void copy(Path from, Path to) throws IOException {
        Path temporary = temporary(to);
        Files.copy(from, temporary, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        publish(temporary, to);
    }

    /** Writes a text, at once. */
    static void write(Path to, String text) throws IOException {
        Path temporary = temporary(to);
        Files.writeString(temporary, text, StandardCharsets.UTF_8);
        publish(temporary, to);
    }

    /** Gives a file a second name, so that it outlives its first one with owner and time; where that cannot be, copies it. */
    static void keep(Path file, Path as) throws IOException {
        Files.createDirectories(parentOf(as));
        Files.deleteIfExists(as);
        try {
            Files.createLink(as, file);
        } catch (UnsupportedOperationException | IOException e) {
            copy(file, as);
        }
    }

    /** Puts a kept file back under its first name, whatever is there. */
    static void restore(Path kept, Path to) throws IOException {
        Files.createDirectories(parentOf(to));
        // two names of one file: a move would leave both
        if (Files.exists(to) && Files.isSameFile(kept, to)) {
            Files.delete(kept);
        } else {
            Files.move(kept, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Removes what an interrupted {@link #copy} may have left beside a file. */
    static void sweep(Path target) throws IOException {
        Files.deleteIfExists(beside(target));
    }

    private static Path temporary(Path target) throws IOException {
        Files.createDirectories(parentOf(target));
        return beside(target);
    }

    private static Path beside(Path target) {
        return target.resolveSibling("." + target.getFileName() + TEMPORARY);
    }

    private static void publish(Path temporary, Path to) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.READ)) {
            channel.force(true);
        }
        Files.move(temporary, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path parentOf(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IOException(file + " has no folder");
        }
        return parent;
    }
}
