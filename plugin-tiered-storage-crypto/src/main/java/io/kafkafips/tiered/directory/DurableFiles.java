package io.kafkafips.tiered.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes files so that a crash leaves a whole one or none: a temporary name, fsync, atomic rename, fsync of the directory. Only the
 * broker's user can read them, where the file system knows users. Thread-safe.
 */
final class DurableFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DurableFiles.class);
    private static final int ATTEMPTS = 20;
    private static final FileAttribute<?>[] NONE = {};

    private final Path root;
    private final FileAttribute<?>[] fileAttributes;
    private final FileAttribute<?>[] directoryAttributes;

    /** Puts bytes into a file. */
    interface Content {
        void writeTo(WritableByteChannel target) throws IOException;
    }

    /** @param root exists */
    DurableFiles(Path root) throws IOException {
        this.root = root;
        boolean posix = Files.getFileStore(root).supportsFileAttributeView("posix");
        this.fileAttributes = posix ? permissions("rw-------") : NONE;
        this.directoryAttributes = posix ? permissions("rwx------") : NONE;
    }

    static Content copyOf(Path source) {
        return target -> {
            try (FileChannel channel = FileChannel.open(source, StandardOpenOption.READ)) {
                long size = channel.size();
                long done = 0;
                while (done < size) {
                    long count = channel.transferTo(done, size - done, target);
                    if (count <= 0) {
                        throw new IOException(source.getFileName() + " ended after " + done + " of " + size + " bytes");
                    }
                    done += count;
                }
            }
        };
    }

    static Content of(ByteBuffer bytes) {
        return target -> {
            ByteBuffer rest = bytes.duplicate();
            while (rest.hasRemaining()) {
                target.write(rest);
            }
        };
    }

    /** Writes or replaces a file, making the directories up to the root. */
    void write(Path file, Content content) throws IOException {
        Path temporary = SegmentFiles.temporary(file);
        boolean complete = false;
        try {
            try (FileChannel channel = create(temporary)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            complete = true;
        } finally {
            if (!complete) {
                deleteQuietly(temporary);
            }
        }
    }

    /** Makes a directory that only the broker's user can enter. */
    void createRoot(Path directory) throws IOException {
        Files.createDirectory(directory, directoryAttributes);
    }

    /** Makes the names in a directory durable. */
    void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes a directory and those above it up to the root, as far as they are empty. */
    void removeEmpty(Path directory) throws IOException {
        try {
            for (Path empty = directory; !empty.equals(root); empty = parent(empty)) {
                Files.deleteIfExists(empty);
            }
        } catch (DirectoryNotEmptyException e) {
            return;
        }
    }

    /** Another thread may remove the directory while it is empty. */
    private FileChannel create(Path file) throws IOException {
        Path directory = parent(file);
        for (int attempt = 1; ; attempt++) {
            createDirectories(directory);
            Files.deleteIfExists(file);
            try {
                return FileChannel.open(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), fileAttributes);
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void createDirectories(Path directory) throws IOException {
        if (directory.equals(root) || Files.isDirectory(directory)) {
            return;
        }
        Path parent = parent(directory);
        createDirectories(parent);
        try {
            Files.createDirectory(directory, directoryAttributes);
            sync(parent);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        } catch (NoSuchFileException e) {
            // the parent was empty and has just been removed: the caller tries again
            return;
        }
    }

    /** On a full disk above all it must go; if it cannot, the deletion of the segment finds it by its name. */
    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            LOG.debug("{} is left", temporary, e);
        }
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "below the root");
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
