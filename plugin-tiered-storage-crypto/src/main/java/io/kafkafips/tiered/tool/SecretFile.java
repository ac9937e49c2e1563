package io.kafkafips.tiered.tool;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file with a secret that appears under its name when it is whole, on the disk, for its owner's eyes alone; until then it has a
 * temporary name beside it, and is gone when it is closed or the JVM ends. Not thread-safe.
 */
final class SecretFile implements AutoCloseable {
    private static final FileAttribute<?>[] NONE = {};

    private final Path temporary;
    private final FileChannel channel;

    private SecretFile(Path temporary, FileChannel channel) {
        this.temporary = temporary;
        this.channel = channel;
    }

    /** A file without a name yet, in a folder. */
    static SecretFile in(Path folder) throws IOException {
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : NONE;
        Path temporary = Files.createTempFile(folder, ".kafka-fips-", ".partial", owner);
        temporary.toFile().deleteOnExit();
        return new SecretFile(temporary, FileChannel.open(temporary, StandardOpenOption.WRITE));
    }

    /** Where the content goes; to close it leaves the file open. */
    OutputStream output() {
        return new Output(channel);
    }

    /** Lets those read it who may read another file, its group included, as far as this user can. */
    void permit(Path like) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(like, PosixFileAttributeView.class);
        if (old != null) {
            PosixFileAttributes attributes = old.readAttributes();
            PosixFileAttributeView own = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
            own.setGroup(attributes.group());
            own.setPermissions(attributes.permissions());
        }
    }

    /** Its content so far. */
    Path content() {
        return temporary;
    }

    /**
     * Gives the file its name.
     *
     * @throws FileAlreadyExistsException when there is one of that name and it is not to be replaced
     */
    void commit(Path target, boolean overwrite) throws IOException {
        channel.force(true);
        if (overwrite) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(temporary, target);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Whole arrays at once, and the channel stays open. */
    private static final class Output extends FilterOutputStream {
        Output(FileChannel channel) {
            super(Channels.newOutputStream(channel));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
