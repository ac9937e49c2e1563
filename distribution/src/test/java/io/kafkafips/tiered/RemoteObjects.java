package io.kafkafips.tiered;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is stored, looked at as a thief would: as files in a folder.
 *
 * @param folder of the store
 */
record RemoteObjects(Path folder) {
    private static final byte[] MAGIC = "KTSE".getBytes(StandardCharsets.US_ASCII);
    private static final int TYPE_OFFSET = 6;
    private static final byte LOG = 0;

    List<Path> all() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (NoSuchFileException e) {
            return all();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                // deleted while we look
                return all();
            }
            throw e;
        }
    }

    /** The objects with the log of a segment. */
    List<Path> logs() throws IOException {
        List<Path> logs = new ArrayList<>();
        for (Path file : all()) {
            byte[] start = start(file);
            if (start.length > TYPE_OFFSET && start[TYPE_OFFSET] == LOG) {
                logs.add(file);
            }
        }
        return logs;
    }

    Path largestLog() throws IOException {
        return logs().stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
    }

    /** Objects that are not in our container; half an upload is in it as well. */
    List<Path> withoutContainer() throws IOException {
        List<Path> strange = new ArrayList<>();
        for (Path file : all()) {
            ByteBuffer start = ByteBuffer.wrap(start(file));
            int known = Math.min(start.limit(), MAGIC.length);
            if (!start.slice(0, known).equals(ByteBuffer.wrap(MAGIC, 0, known))) {
                strange.add(file);
            }
        }
        return strange;
    }

    /** Objects that hold one of these texts, in their content or in their name. */
    List<Path> holding(String... texts) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path file : all()) {
            String seen = folder.relativize(file) + new String(content(file), StandardCharsets.ISO_8859_1);
            if (Stream.of(texts).anyMatch(seen::contains)) {
                found.add(file);
            }
        }
        return found;
    }

    private static byte[] start(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(TYPE_OFFSET + 1);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }
}
