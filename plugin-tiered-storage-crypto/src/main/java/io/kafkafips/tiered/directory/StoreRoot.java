package io.kafkafips.tiered.directory;

import io.kafkafips.commons.config.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in which segments are stored. Where it has an id, the file {@code .kafkafips-store} in it holds that id and is looked
 * for at each access: the empty directory that is left where a file system is not mounted does not have it. Thread-safe.
 */
final class StoreRoot {
    static final String PATH_CONFIG = "directory.path";
    static final String STORE_ID_CONFIG = "directory.store.id";
    static final String MARKER = ".kafkafips-store";

    private static final Logger LOG = LoggerFactory.getLogger(StoreRoot.class);
    private static final String PREFIX = "rsm.config.delegate.";
    private static final String PATH = PREFIX + PATH_CONFIG;
    private static final String STORE_ID = PREFIX + STORE_ID_CONFIG;
    private static final String REMEDY = PATH + "=/mnt/tiered";
    private static final int LONGEST_ID_BYTES = 1024;

    private final Path path;
    private final Optional<String> id;
    private final DurableFiles files;

    private StoreRoot(Path path, Optional<String> id, DurableFiles files) {
        this.path = path;
        this.id = id;
        this.files = files;
    }

    /**
     * Finds the directory and writes a file to it, as a trial.
     *
     * @throws ConfigException naming the setting that is wrong, or the directory's fault
     */
    static StoreRoot open(Map<String, ?> settings) {
        Path path = absolute(settings.get(PATH_CONFIG));
        Optional<String> id = Optional.ofNullable(settings.get(STORE_ID_CONFIG))
                .map(Object::toString)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        try {
            if (id.isEmpty() && !Files.exists(path)) {
                create(path);
            }
            if (!Files.isDirectory(path)) {
                throw Refusal.setting(PATH, path, "a directory that the broker may write to", REMEDY);
            }
            StoreRoot root = new StoreRoot(path, id, new DurableFiles(path));
            root.requireMarker();
            root.tryOut();
            LOG.info(
                    "Tiered storage in the directory {}, {}",
                    path,
                    id.map(text -> "store id " + text)
                            .orElse("without " + STORE_ID + ": if it is a mount, a missing one would not be noticed"));
            return root;
        } catch (IOException e) {
            throw Refusal.setting(
                    PATH,
                    path,
                    "a directory that the broker may write to, or a name for one in a directory that exists",
                    REMEDY,
                    e);
        }
    }

    Path path() {
        return path;
    }

    DurableFiles files() {
        return files;
    }

    /** Fails when the directory is not there, or is another than that of the id. */
    void requireMounted() throws RemoteStorageException {
        if (!Files.isDirectory(path)) {
            throw new RemoteStorageException(path + " is not there. Remedy: mount it");
        }
        if (id.isPresent()) {
            String found = markerOrWhyNot();
            if (!found.equals(id.get())) {
                throw new RemoteStorageException(path + " is not the store " + id.get() + ": its file " + MARKER + " "
                        + words(found) + ". Remedy: mount the store");
            }
        }
    }

    private void requireMarker() {
        if (id.isEmpty()) {
            return;
        }
        String found = markerOrWhyNot();
        if (!found.equals(id.get())) {
            throw Refusal.setting(
                    STORE_ID,
                    id.get(),
                    "a file " + path.resolve(MARKER)
                            + " with this id in it, which tells the store from the directory that is left"
                            + " where it is not mounted (it " + words(found) + ")",
                    "mount the store; if it is a new one: echo " + id.get() + " > " + path.resolve(MARKER));
        }
    }

    /** The id in the marker; empty when there is none. */
    private String markerOrWhyNot() {
        Path marker = path.resolve(MARKER);
        try {
            if (Files.size(marker) <= LONGEST_ID_BYTES) {
                return Files.readString(marker).strip();
            }
        } catch (CharacterCodingException e) {
            LOG.debug("{} is no text", marker, e);
        } catch (IOException e) {
            LOG.debug("{} cannot be read", marker, e);
        }
        return "";
    }

    private static String words(String found) {
        return found.isEmpty() ? "is missing or not readable" : "holds " + found;
    }

    /** Whether files can be written, forced to the disk, renamed and deleted. */
    private void tryOut() throws IOException {
        Path trial = path.resolve(".kafkafips-trial-" + UUID.randomUUID());
        try {
            files.write(trial, DurableFiles.of(ByteBuffer.allocate(1)));
            files.sync(path);
        } finally {
            Files.deleteIfExists(trial);
        }
    }

    private static void create(Path path) throws IOException {
        Path parent = Objects.requireNonNull(path.getParent(), "an absolute path that does not exist");
        if (!Files.isDirectory(parent)) {
            throw new NoSuchFileException(parent.toString());
        }
        try {
            new DurableFiles(parent).createRoot(path);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            LOG.debug("Another broker has just made {}", path, e);
        }
    }

    private static Path absolute(@Nullable Object value) {
        try {
            if (value instanceof String text && !text.isBlank() && Path.of(text).isAbsolute()) {
                return Path.of(text).normalize();
            }
        } catch (InvalidPathException e) {
            throw Refusal.setting(PATH, value, "an absolute path", REMEDY, e);
        }
        throw Refusal.setting(PATH, value, "an absolute path", REMEDY);
    }
}
