package io.kafkafips.tiered.key;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may read and write the files of a registry, where the file system knows users: the owner of its folder, and his group to read. */
final class RegistryPermissions {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryPermissions.class);
    private static final FileAttribute<?>[] NONE = {};

    private final Path root;
    private final boolean posix;

    /** @param root exists */
    RegistryPermissions(Path root) throws IOException {
        this.root = root;
        this.posix = Files.getFileStore(root).supportsFileAttributeView("posix");
    }

    FileAttribute<?>[] ofFiles() {
        return posix ? permissions("rw-r-----") : NONE;
    }

    FileAttribute<?>[] ofFolders() {
        return posix ? permissions("rwxr-x---") : NONE;
    }

    /** The superuser, at the command line, must not make what the brokers cannot read; nobody else can give anything away. */
    void giveToOwner(Path made) throws IOException {
        if (!posix) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(root, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(made, PosixFileAttributeView.class);
        if (!view.getOwner().equals(wanted.owner())) {
            try {
                view.setGroup(wanted.group());
                view.setOwner(wanted.owner());
            } catch (FileSystemException e) {
                LOG.debug("{} stays with who made it", made, e);
            }
        }
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
