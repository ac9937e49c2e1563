package io.kafkafips.commons.audit;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.kafkafips.commons.audit.format.TrailNames;
import io.kafkafips.commons.audit.format.TrailState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one trail in a folder. A new file is written beside its place, forced to disk and moved there. Not thread-safe. */
final class TrailFolder implements TrailStore {
    private static final Logger LOG = LoggerFactory.getLogger(TrailFolder.class);
    private static final String FOR_OWNER = "rw-------";
    private static final String FOR_GROUP = "rw-r-----";

    private final Path folder;
    private final TrailNames names;

    TrailFolder(Path folder, TrailNames names) {
        this.folder = folder;
        this.names = names;
    }

    @Override
    public AppendChannel create(int file, byte[] firstLine) throws IOException {
        Path place = folder.resolve(names.file(file));
        put(place, firstLine, FOR_GROUP);
        return new FileEnd(FileChannel.open(place, WRITE, APPEND));
    }

    @Override
    public void save(TrailState state) throws IOException {
        Path place = folder.resolve(names.state());
        try (@Nullable FileChannel old = Files.exists(place) ? FileChannel.open(place, WRITE) : null) {
            put(place, state.print().getBytes(StandardCharsets.US_ASCII), FOR_OWNER);
            if (old != null) {
                overwrite(old);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("The state of the audit trail cannot be hashed", e);
        }
    }

    /** The key in the file that was replaced: its blocks are free now, but may be read for long. */
    private static void overwrite(FileChannel old) {
        try {
            old.write(ByteBuffer.allocate((int) old.size()), 0);
            old.force(false);
        } catch (IOException e) {
            LOG.debug("The replaced state file could not be overwritten", e);
        }
    }

    private void put(Path place, byte[] content, String permissions) throws IOException {
        Path scratch = place.resolveSibling(place.getFileName() + ".new");
        Files.deleteIfExists(scratch);
        try (FileChannel out = FileChannel.open(scratch, Set.of(CREATE_NEW, WRITE), attributes(permissions))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(scratch, place, ATOMIC_MOVE);
        forceFolder();
    }

    private FileAttribute<?>[] attributes(String permissions) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Makes the new name last; not every operating system lets a folder be opened. */
    private void forceFolder() throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            try (FileChannel channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    }

    private record FileEnd(FileChannel channel) implements AppendChannel {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
