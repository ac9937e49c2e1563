package io.kafkafips.cli.settings;

import io.kafkafips.cli.output.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * Writes files for their owner's eyes alone (mode 0600). A file appears under its name when it is whole and on the disk; readers see the
 * old one or the new one, never a half. Stateless.
 */
public final class OwnerFile {
    private static final FileAttribute<?>[] NONE = {};
    private static final String OVERWRITE = "name another file, or --force to replace it";

    private OwnerFile() {}

    /**
     * Refuses a name that is taken, before any work is done for it.
     *
     * @throws CommandFailure when the file is there and may not be replaced, or its folder is not
     */
    public static void requireFree(Path file, boolean force) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
        if (!Files.isDirectory(folder)) {
            throw CommandFailure.usage(file + " cannot be written: there is no folder " + folder, "mkdir " + folder);
        }
        if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw CommandFailure.usage(file + " is there already", OVERWRITE);
        }
        if (Files.isDirectory(file)) {
            throw CommandFailure.usage(file + " is a folder", "name a file");
        }
    }

    /**
     * Writes a file.
     *
     * @throws CommandFailure when it is there and may not be replaced, or cannot be written
     */
    public static void write(Path file, byte[] content, boolean force) {
        requireFree(file, force);
        Path target = file.toAbsolutePath();
        Path folder = Objects.requireNonNull(target.getParent(), "a file is in a folder");
        try {
            Path temporary = Files.createTempFile(folder, ".kafka-fips-", ".partial", owner(folder));
            try {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    ByteBuffer rest = ByteBuffer.wrap(content);
                    while (rest.hasRemaining()) {
                        channel.write(rest);
                    }
                    channel.force(true);
                }
                commit(temporary, target, force);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (FileAlreadyExistsException e) {
            throw CommandFailure.usage(file + " is there already", OVERWRITE);
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be written", "name a folder where you may write", e);
        }
    }

    /** A link fails where a rename would replace what somebody else has just written. */
    private static void commit(Path temporary, Path target, boolean force) throws IOException {
        if (force) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try {
            Files.createLink(target, temporary);
        } catch (UnsupportedOperationException e) {
            Files.move(temporary, target);
        }
    }

    private static FileAttribute<?>[] owner(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : NONE;
    }
}
