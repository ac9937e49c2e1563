package io.kafkafips.tiered.key;

import io.kafkafips.tiered.key.LiveRegistry.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a registry as they were seen last. One that has not changed is not read again; one that cannot be read, or is gone, stays
 * as it was, without having been seen. For one thread at a time.
 */
final class RegistryScan {
    private final Map<Path, Seen> files = new HashMap<>();
    private final Map<Path, Stamp> suspects = new HashMap<>();

    /** What tells one state of a file from another: whoever changes it gives it a new inode. */
    private record Stamp(Object fileKey, Object modified, long size) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(String.valueOf(attributes.fileKey()), attributes.lastModifiedTime(), attributes.size());
        }
    }

    private record Seen(Stamp stamp, Known known) {}

    /** Reads what has changed. What is wrong is added to {@code errors}. */
    void readAll(List<Path> found, long now, Set<String> errors) {
        for (Path file : found) {
            read(file, now).ifPresent(errors::add);
        }
        Set<Path> present = Set.copyOf(found);
        Set<KeyRef> there = new HashSet<>();
        Map<Path, KeyRef> gone = new HashMap<>();
        files.forEach((file, seen) -> {
            if (present.contains(file)) {
                there.add(seen.known().entry().ref());
            } else {
                gone.put(file, seen.known().entry().ref());
            }
        });
        gone.forEach((file, ref) -> {
            if (there.contains(ref)) {
                files.remove(file);
            } else {
                errors.add(file + " is gone. Remedy: restore it; to destroy a key, kafka-fips keys shred");
            }
        });
        suspects.keySet().retainAll(present);
    }

    /** What is wrong with a file, once it has been so for two looks: it may just be copied. */
    private Optional<String> read(Path file, long now) {
        Seen before = files.get(file);
        Stamp stamp = new Stamp("", "", 0);
        try {
            stamp = Stamp.of(file);
            KeyEntry entry = before != null && before.stamp().equals(stamp)
                    ? before.known().entry()
                    : RegistryReader.read(file);
            files.put(file, new Seen(stamp, new Known(entry, now)));
            suspects.remove(file);
            return Optional.empty();
        } catch (IOException e) {
            boolean settled = stamp.equals(suspects.put(file, stamp));
            return settled ? Optional.of(String.valueOf(e.getMessage())) : Optional.empty();
        }
    }

    /** Whether there are files that could not be read, once or again and again. */
    boolean hasSuspects() {
        return !suspects.isEmpty();
    }

    /** What was seen last of each version. */
    Map<KeyRef, Known> byRef() {
        Map<KeyRef, Known> byRef = new TreeMap<>();
        for (Seen seen : files.values()) {
            byRef.merge(seen.known().entry().ref(), seen.known(), RegistryScan::preferred);
        }
        return byRef;
    }

    /** Shredded wins; then what was seen last. */
    private static Known preferred(Known one, Known other) {
        if (one.entry().isShredded() != other.entry().isShredded()) {
            return one.entry().isShredded() ? one : other;
        }
        return one.seenNanos() - other.seenNanos() >= 0 ? one : other;
    }
}
