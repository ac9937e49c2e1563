package io.kafkafips.tiered.key;

import io.kafkafips.commons.config.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The wrapped topic keys of all brokers, in a folder on their side that remote storage never sees. Whoever loses it loses the data; who
 * reads it without the roots learns nothing.
 *
 * <pre>
 * root.yaml                             the root that wraps new topic keys
 * &lt;key&gt;/&lt;version&gt;.yaml                  a version of a key, see {@link KeyEntryFile}
 * &lt;key&gt;/&lt;version&gt;-&lt;id&gt;.yaml             the same, copied from a registry that was made apart
 * &lt;key&gt;/&lt;version&gt;-&lt;id&gt;.shredded.yaml    says that the version was shredded, whatever other files say
 * </pre>
 *
 * <p>Many brokers and the command line may work in it at once, without locks. The name of a new version has no id in it, so of several
 * that create version <i>n</i> exactly one does, and the others use his. A shredded version stays shredded: a rewrap under way
 * at that moment, or a file that is copied back, does not bring it to life again.
 *
 * <p>Reads every file anew each time. Thread-safe.
 */
public final class KeyRegistry {
    static final String ROOT_FILE = "root.yaml";

    static final String TOMBSTONE = ".shredded.yaml";

    private static final Duration BROKEN_OFF_AFTER = Duration.ofHours(1);

    private final Path folder;
    private final RegistryFiles files;
    private final RegistryReader reader;

    private KeyRegistry(Path folder, RegistryFiles files) {
        this.folder = folder;
        this.files = files;
        this.reader = new RegistryReader(folder);
    }

    /** The registry in a folder that exists; it may be empty. */
    public static KeyRegistry open(Path folder) throws KeyRegistryException {
        return open(folder, Files::createLink);
    }

    static KeyRegistry open(Path folder, RegistryFiles.Linker linker) throws KeyRegistryException {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            RegistryFiles.list(absolute);
            return new KeyRegistry(absolute, new RegistryFiles(absolute, linker));
        } catch (NoSuchFileException e) {
            throw new KeyRegistryException("The folder " + absolute + " does not exist", e);
        } catch (IOException e) {
            throw new KeyRegistryException("The folder " + absolute + " cannot be read: " + e, e);
        }
    }

    public Path folder() {
        return folder;
    }

    /**
     * Every version of every key, in order.
     *
     * @throws KeyRegistryException when one file cannot be used: strict, so that nothing is overlooked
     */
    public List<KeyEntry> entries() throws KeyRegistryException {
        return reader.read(reader.files());
    }

    /** Every version of a key, oldest first. */
    public List<KeyEntry> entries(String key) throws KeyRegistryException {
        return reader.read(reader.files(key));
    }

    public Optional<KeyEntry> entry(KeyRef ref) throws KeyRegistryException {
        return entries(ref.key()).stream()
                .filter(entry -> entry.ref().equals(ref))
                .findFirst();
    }

    /** The highest version of a key, shredded or not; of two with the same version, which only a merge makes, that with the higher id. */
    public Optional<KeyEntry> newest(String key) throws KeyRegistryException {
        return entries(key).stream().max(Comparator.comparing(KeyEntry::ref));
    }

    /** The root that wraps new topic keys; empty where the setting {@code keys.root.alias} says it. */
    public Optional<String> currentRoot() throws KeyRegistryException {
        return reader.currentRoot();
    }

    /** The files that entries are in. */
    List<Path> files() throws KeyRegistryException {
        return reader.files();
    }

    /** Says which root wraps new topic keys from now on. */
    public void setCurrentRoot(String alias) throws KeyRegistryException {
        writing(folder.resolve(ROOT_FILE), file -> {
            files.replace(file, KeyEntryFile.encodeRoot(alias));
            return true;
        });
    }

    /** Adds a version; returns what is there then, which is another process's if that was first. */
    KeyEntry add(KeyEntry entry) throws KeyRegistryException {
        Path file = folder.resolve(entry.ref().key()).resolve(entry.ref().version() + ".yaml");
        return writing(file, target -> files.create(target, KeyEntryFile.encode(entry)))
                ? entry
                : RegistryReader.read(file);
    }

    /** Replaces the file of a version, of the same key under another wrap. A version that was shredded meanwhile stays so. */
    void replace(KeyEntry entry) throws KeyRegistryException {
        for (Path file : filesOf(entry.ref())) {
            if (!RegistryFiles.name(file).endsWith(TOMBSTONE)) {
                writing(file, target -> {
                    files.replace(target, KeyEntryFile.encode(entry));
                    return true;
                });
            }
        }
        Optional<KeyEntry> after = entry(entry.ref());
        if (after.isPresent() && after.get().isShredded()) {
            erase(after.get());
        }
    }

    /**
     * Destroys a version of a key for good: its wrapped bytes are overwritten where they lie in this folder, and a tombstone takes their
     * place. It does not reach copies, backups and snapshots of the folder, nor blocks that a copy-on-write file system or a flash
     * drive has moved: shred the root as well where these matter. Can be repeated; resumes what was broken off.
     *
     * @return the tombstone
     * @throws KeyRegistryException when there is no such version, or the folder cannot be written
     */
    public KeyEntry shred(KeyRef ref, Instant at) throws KeyRegistryException {
        KeyEntry entry = entry(ref)
                .orElseThrow(() -> new KeyRegistryException("There is no topic key " + ref + " in " + folder));
        KeyEntry tombstone = entry.isShredded() ? entry : entry.shredded(at);
        writing(folder.resolve(ref.key()).resolve(ref.version() + "-" + ref.id() + TOMBSTONE), file -> {
            files.create(file, KeyEntryFile.encode(tombstone));
            return true;
        });
        erase(tombstone);
        return tombstone;
    }

    private List<Path> filesOf(KeyRef ref) throws KeyRegistryException {
        List<Path> found = new ArrayList<>();
        for (Path file : reader.files(ref.key())) {
            if (RegistryReader.read(file).ref().equals(ref)) {
                found.add(file);
            }
        }
        return found;
    }

    private void erase(KeyEntry tombstone) throws KeyRegistryException {
        for (Path file : filesOf(tombstone.ref())) {
            if (!RegistryReader.read(file).isShredded()) {
                writing(file, target -> {
                    files.replaceAndErase(target, KeyEntryFile.encode(tombstone));
                    return true;
                });
            }
        }
        writing(folder.resolve(tombstone.ref().key()), keyFolder -> {
            for (Path leftover : RegistryFiles.leftovers(keyFolder)) {
                if (isOld(leftover) && mayHold(leftover, tombstone.ref())) {
                    RegistryFiles.erase(leftover);
                }
            }
            return true;
        });
    }

    /** What is younger may be a write under way. */
    private static boolean isOld(Path leftover) throws IOException {
        Instant changed = Files.getLastModifiedTime(leftover).toInstant();
        return changed.isBefore(Instant.now().minus(BROKEN_OFF_AFTER));
    }

    /** A whole file of another version may share its bytes with the one in use. */
    private static boolean mayHold(Path leftover, KeyRef ref) throws IOException {
        try {
            return KeyEntryFile.decode(leftover.toString(), Files.readAllBytes(leftover))
                    .ref()
                    .equals(ref);
        } catch (YamlException e) {
            return true;
        }
    }

    /** Writes something. */
    private interface Writing {
        boolean run(Path file) throws IOException;
    }

    private static boolean writing(Path file, Writing writing) throws KeyRegistryException {
        try {
            return writing.run(file);
        } catch (KeyRegistryException e) {
            throw e;
        } catch (IOException e) {
            throw new KeyRegistryException(
                    file + " cannot be written: " + e + ". Remedy: let the user of this process write there", e);
        }
    }
}
