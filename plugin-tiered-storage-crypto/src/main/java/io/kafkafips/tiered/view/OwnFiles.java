package io.kafkafips.tiered.view;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only the broker's user can enter or read, where the file system knows users. Thread-safe. */
final class OwnFiles {
    private static final FileAttribute<?>[] NONE = {};

    private final FileAttribute<?>[] fileAttributes;
    private final FileAttribute<?>[] folderAttributes;

    /** Those below {@code folder}, which exists. */
    OwnFiles(Path folder) throws IOException {
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        this.fileAttributes = posix ? permissions("rw-------") : NONE;
        this.folderAttributes = posix ? permissions("rwx------") : NONE;
    }

    Path makeFolder(Path folder) throws IOException {
        return Files.createDirectory(folder, folderAttributes);
    }

    FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException {
        return FileChannel.open(file, options, fileAttributes);
    }

    /** Deletes a folder and what is in it; follows no link. What is gone already is no error. */
    static void deleteTree(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    deleteTree(entry);
                }
            } catch (NoSuchFileException e) {
                return;
            }
        }
        Files.deleteIfExists(path);
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
