package io.kafkafips.tiered.view;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where uploads are written down, encrypted, for delegates that insist on files: a folder of its own below a given one, made when it
 * is first needed and locked as long as this is open. What a crash leaves is recognised by its name, its owner and the lock that
 * nobody holds any more. Thread-safe.
 */
public final class SpoolFolder implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolFolder.class);
    private static final String PREFIX = "kafkafips-spool-";
    private static final String LOCK_FILE = "lock";
    private static final int ATTEMPTS = 3;
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path parent;
    private final String ofThisProcess;
    private @Nullable Claim claim;
    private boolean closed;

    /** A folder that this process holds. */
    private record Claim(Path folder, OwnFiles files, FileChannel lock) {
        void release() throws IOException {
            try (lock) {
                OwnFiles.deleteTree(folder);
            }
        }
    }

    /** @param parent is looked at when the spool is needed, or when {@link #open()} or {@link #removeLeftovers()} is called */
    public SpoolFolder(Path parent) {
        this.parent = parent;
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        this.ofThisProcess = PREFIX + self.pid() + "-" + started + "-";
    }

    /** The folder that was given. */
    public Path parent() {
        return parent;
    }

    /** Makes the folder now, to find out whether it can be made. */
    public synchronized void open() throws IOException {
        claimed();
    }

    /** A place for the files of one upload. */
    public synchronized SpooledUpload begin() throws IOException {
        for (int attempt = 1; ; attempt++) {
            Claim held = claimed();
            try {
                Path folder = held.files()
                        .makeFolder(held.folder().resolve(UUID.randomUUID().toString()));
                return new SpooledUpload(folder, held.files());
            } catch (NoSuchFileException e) {
                // whoever tidies up temporary folders has taken it
                giveUp(held);
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Deletes what processes of the same user left here that are not alive any more; returns how many folders. */
    public synchronized int removeLeftovers() throws IOException {
        int removed = 0;
        for (Path folder : strangers()) {
            try {
                if (Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
                                .equals(Files.getOwner(claimed().folder(), LinkOption.NOFOLLOW_LINKS))
                        && removeIfDead(folder)) {
                    removed++;
                }
            } catch (NoSuchFileException e) {
                LOG.debug("{} was removed meanwhile", folder, e);
            }
        }
        return removed;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (claim != null) {
            Claim held = claim;
            claim = null;
            held.release();
        }
    }

    private Claim claimed() throws IOException {
        if (closed) {
            throw new IOException("The spool is closed");
        }
        if (claim == null) {
            claim = newClaim();
        }
        return claim;
    }

    private Claim newClaim() throws IOException {
        OwnFiles files = new OwnFiles(parent);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Path folder = files.makeFolder(parent.resolve(ofThisProcess + UUID.randomUUID()));
            boolean locked = false;
            try {
                FileChannel channel = files.open(folder.resolve(LOCK_FILE), NEW);
                locked = lock(channel) != null;
                if (locked) {
                    return new Claim(folder, files, channel);
                }
                channel.close();
            } catch (NoSuchFileException e) {
                LOG.debug("{} was taken for a leftover before it was locked", folder, e);
            } finally {
                if (!locked) {
                    OwnFiles.deleteTree(folder);
                }
            }
        }
        throw new IOException("No folder can be locked in " + parent);
    }

    private void giveUp(Claim held) {
        claim = null;
        try {
            held.release();
        } catch (IOException e) {
            LOG.debug("{} cannot be released", held.folder(), e);
        }
    }

    /** Folders of that name which are not of this process: to open a lock file that it holds would release the lock. */
    private List<Path> strangers() throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(parent)) {
            return found;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && !String.valueOf(folder.getFileName()).startsWith(ofThisProcess)) {
                    found.add(folder);
                }
            }
        }
        return found;
    }

    private static boolean removeIfDead(Path folder) throws IOException {
        Path lockFile = folder.resolve(LOCK_FILE);
        if (!Files.exists(lockFile, LinkOption.NOFOLLOW_LINKS)) {
            return removeIfEmpty(folder);
        }
        try (FileChannel channel =
                FileChannel.open(lockFile, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            if (lock(channel) == null) {
                return false;
            }
            OwnFiles.deleteTree(folder);
            return true;
        }
    }

    /** One that is being made looks the same: who makes it then makes another. */
    private static boolean removeIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
