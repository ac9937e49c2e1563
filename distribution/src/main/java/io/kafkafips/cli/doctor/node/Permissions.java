package io.kafkafips.cli.doctor.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who may do what with a file or folder.
 *
 * @param set none where the file system does not know of that
 */
public record Permissions(Set<PosixFilePermission> set) {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);
    private static final Set<PosixFilePermission> WRITE =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    public Permissions {
        set = Set.copyOf(set);
    }

    /** Of a file that is there. */
    public static Permissions of(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix")
                ? new Permissions(Files.getPosixFilePermissions(file))
                : new Permissions(Set.of());
    }

    /** Whether everybody on the machine can read or change it. */
    public boolean isOpenToOthers() {
        return OTHERS.stream().anyMatch(set::contains);
    }

    /** Whether anybody but its owner can change it. */
    public boolean isWritableByMore() {
        return WRITE.stream().anyMatch(set::contains);
    }

    /** {@code rw-r-----}. */
    public String text() {
        return PosixFilePermissions.toString(set);
    }
}
