package io.kafkafips.tiered.key;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Writes files of a folder that several hosts share, without locks: a file is there whole or not at all, and of several hosts that
 * create it exactly one does. Names that begin with a dot are its own and mean nothing to a reader. Thread-safe.
 *
 * <p>To create is to link a finished temporary file under the name: POSIX and NFS refuse the second link. Where the file system has no
 * links, an empty claim, created exclusively, decides who moves his file there.
 */
final class RegistryFiles {
    private static final int CLAIM_LOOKS = 100;
    private static final long CLAIM_LOOK_MS = 50;

    private final RegistryPermissions permissions;
    private final Linker linker;

    /** Makes a second name for a file, unless the name is taken. */
    interface Linker {
        void link(Path name, Path file) throws IOException;
    }

    RegistryFiles(Path root, Linker linker) throws IOException {
        this.permissions = new RegistryPermissions(root);
        this.linker = linker;
    }

    /** Creates a file; false when somebody else did, whose file is there then. */
    boolean create(Path file, byte[] content) throws IOException {
        Path folder = folder(file);
        createFolder(folder);
        Path temporary = write(file, content);
        try {
            if (!link(file, temporary)) {
                return false;
            }
            sync(folder);
            return true;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Writes or replaces a file. */
    void replace(Path file, byte[] content) throws IOException {
        Path folder = folder(file);
        createFolder(folder);
        Path temporary = write(file, content);
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(folder);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Replaces a file, then overwrites what it held. The open file outlives its name, so that no reader sees it half erased. */
    void replaceAndErase(Path file, byte[] content) throws IOException {
        try (FileChannel old = FileChannel.open(file, StandardOpenOption.WRITE)) {
            replace(file, content);
            overwrite(old);
        }
    }

    /** What interrupted writes left beside the files of a folder. A name may be a second one of a file that is in use. */
    static List<Path> leftovers(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> hidden = Files.newDirectoryStream(folder, ".*.tmp")) {
            hidden.forEach(found::add);
        } catch (DirectoryIteratorException e) {
            throw Objects.requireNonNull(e.getCause());
        }
        return found;
    }

    /** Removes a file, overwriting it first. */
    static void erase(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            overwrite(channel);
        } catch (NoSuchFileException e) {
            return;
        }
        Files.deleteIfExists(file);
    }

    /** The names in a folder, those with a dot in front left out. */
    static List<Path> list(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(folder, entry -> !name(entry).startsWith("."))) {
            entries.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw Objects.requireNonNull(e.getCause());
        }
        files.sort(null);
        return files;
    }

    static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private boolean link(Path file, Path temporary) throws IOException {
        try {
            linker.link(file, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            // NFS may have carried out a request whose answer was lost, and refuse the repetition
            return Files.isSameFile(file, temporary);
        } catch (UnsupportedOperationException e) {
            return claim(file, temporary);
        } catch (FileSystemException e) {
            if (e.getClass() != FileSystemException.class) {
                throw e;
            }
            return claim(file, temporary);
        }
    }

    private boolean claim(Path file, Path temporary) throws IOException {
        Path claim = folder(file).resolve("." + name(file) + ".claim");
        try {
            Files.createFile(claim);
        } catch (FileAlreadyExistsException e) {
            await(file, claim);
            return false;
        }
        try {
            if (Files.exists(file)) {
                return false;
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } finally {
            Files.deleteIfExists(claim);
        }
    }

    private static void await(Path file, Path claim) throws IOException {
        for (int look = 0; look < CLAIM_LOOKS; look++) {
            if (Files.exists(file)) {
                return;
            }
            try {
                Thread.sleep(CLAIM_LOOK_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KeyRegistryException("Interrupted while another process creates " + file, e);
            }
        }
        throw new KeyRegistryException(claim + " says that another process creates " + file
                + ", which has not come. Remedy: delete the claim if that process is gone");
    }

    private Path write(Path file, byte[] content) throws IOException {
        Path temporary = folder(file).resolve("." + name(file) + "." + UUID.randomUUID() + ".tmp");
        boolean written = false;
        try (FileChannel channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions.ofFiles())) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            permissions.giveToOwner(temporary);
            channel.force(true);
            written = true;
        } finally {
            if (!written) {
                Files.deleteIfExists(temporary);
            }
        }
        return temporary;
    }

    private void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectory(folder, permissions.ofFolders());
            permissions.giveToOwner(folder);
            sync(folder(folder));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static void overwrite(FileChannel channel) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(channel.size(), Integer.MAX_VALUE));
        long position = 0;
        while (zeros.hasRemaining()) {
            position += channel.write(zeros, position);
        }
        channel.force(true);
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent(), "in the registry");
    }
}
