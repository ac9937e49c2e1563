package io.kafkafips.cli.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything below a folder: names, folders, content, times to the microsecond, which is what Java can set. */
final class FolderState {
    private FolderState() {}

    static Map<String, String> of(Path folder) {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                String content = Files.isDirectory(file)
                        ? "folder"
                        : Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MICROS)
                                + " "
                                + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
                state.put(folder.relativize(file).toString(), content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return state;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
