package io.kafkafips.tiered.key;

import io.kafkafips.commons.config.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the files of a {@link KeyRegistry}, anew each time, and strictly. Thread-safe. */
final class RegistryReader {
    private final Path folder;

    RegistryReader(Path folder) {
        this.folder = folder;
    }

    /** The files that entries are in. */
    List<Path> files() throws KeyRegistryException {
        List<Path> found = new ArrayList<>();
        try {
            for (Path key : RegistryFiles.list(folder)) {
                if (KeyRef.isName(RegistryFiles.name(key)) && Files.isDirectory(key)) {
                    found.addAll(files(RegistryFiles.name(key)));
                }
            }
        } catch (IOException e) {
            throw e instanceof KeyRegistryException refused
                    ? refused
                    : new KeyRegistryException("The folder " + folder + " cannot be read: " + e, e);
        }
        return found;
    }

    /** The files that the entries of a key are in. */
    List<Path> files(String key) throws KeyRegistryException {
        if (!KeyRef.isName(key)) {
            throw new KeyRegistryException(
                    "\"" + key + "\"" + " is no name of a topic key: lower case letters, digits, dots,"
                            + " underscores and hyphens, up to 64");
        }
        Path keyFolder = folder.resolve(key);
        try {
            return RegistryFiles.list(keyFolder).stream()
                    .filter(file -> RegistryFiles.name(file).endsWith(".yaml"))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new KeyRegistryException("The folder " + keyFolder + " cannot be read: " + e, e);
        }
    }

    /** What some files hold, one entry of each version, in order. */
    List<KeyEntry> read(List<Path> found) throws KeyRegistryException {
        List<KeyEntry> entries = new ArrayList<>();
        for (Path file : found) {
            entries.add(read(file));
        }
        return List.copyOf(merged(entries).values());
    }

    /** The entry in a file, whose name must say the same as its content. */
    static KeyEntry read(Path file) throws KeyRegistryException {
        try {
            byte[] content = Files.readAllBytes(file);
            KeyEntry entry;
            try {
                entry = KeyEntryFile.decode(file.toString(), content);
            } catch (YamlException e) {
                // who shreds overwrites what a reader has open: behind the name is the tombstone by then
                entry = KeyEntryFile.decode(file.toString(), Files.readAllBytes(file));
            }
            requireName(file, entry);
            return entry;
        } catch (YamlException e) {
            throw new KeyRegistryException(String.valueOf(e.getMessage()), e);
        } catch (KeyRegistryException e) {
            throw e;
        } catch (IOException e) {
            throw new KeyRegistryException(file + " cannot be read: " + e, e);
        }
    }

    /** The root that wraps new topic keys; empty where the setting {@code keys.root.alias} says it. */
    Optional<String> currentRoot() throws KeyRegistryException {
        Path file = folder.resolve(KeyRegistry.ROOT_FILE);
        try {
            return Optional.of(KeyEntryFile.decodeRoot(file.toString(), Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (YamlException e) {
            throw new KeyRegistryException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new KeyRegistryException(file + " cannot be read: " + e, e);
        }
    }

    /** One entry of each version; shredded when any of its files says so. */
    private static Map<KeyRef, KeyEntry> merged(Collection<KeyEntry> entries) {
        Map<KeyRef, KeyEntry> merged = new TreeMap<>();
        entries.forEach(entry -> merged.merge(entry.ref(), entry, RegistryReader::preferred));
        return merged;
    }

    private static KeyEntry preferred(KeyEntry one, KeyEntry other) {
        return !one.isShredded() && other.isShredded() ? other : one;
    }

    private static void requireName(Path file, KeyEntry entry) throws KeyRegistryException {
        KeyRef ref = entry.ref();
        String name = RegistryFiles.name(file);
        String copied = ref.version() + "-" + ref.id();
        boolean fits = RegistryFiles.name(RegistryFiles.folder(file)).equals(ref.key())
                && (name.equals(ref.version() + ".yaml")
                        || name.equals(copied + ".yaml")
                        || (entry.isShredded() && name.equals(copied + KeyRegistry.TOMBSTONE)));
        if (!fits) {
            throw new KeyRegistryException(file + " holds " + ref + (entry.isShredded() ? ", shredded" : "")
                    + ", which its name does not say. Remedy: " + ref.key() + "/" + copied + ".yaml");
        }
    }
}
