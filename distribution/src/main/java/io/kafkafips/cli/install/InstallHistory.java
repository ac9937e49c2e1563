package io.kafkafips.cli.install;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.kafkafips.cli.output.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The installations in one Kafka, newest last, as numbered folders of {@code kafka-fips}. Not thread-safe. */
final class InstallHistory {
    static final String FOLDER = "kafka-fips";
    private static final String MANIFEST = "manifest.json";
    private static final String KEPT = "kept";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();
    private static final ObjectReader READER = MAPPER.readerFor(InstallRecord.class);

    private final Path home;
    private final Path folder;

    InstallHistory(KafkaHome kafka) {
        this.home = kafka.folder();
        this.folder = home.resolve(FOLDER);
    }

    /** Whether some installation that is on record put a file there. */
    boolean hasInstalled(String file) {
        return numbers().stream().map(this::read).anyMatch(known -> known.hasInstalled(file));
    }

    Optional<InstallRecord> newest() {
        int number = newestNumber();
        return number == 0 ? Optional.empty() : Optional.of(read(number));
    }

    /** Where the record of the newest installation is, or will be once {@link #add} was called. */
    Path manifest() {
        return manifest(Math.max(1, newestNumber()));
    }

    /** Puts a new installation on record. */
    void add(InstallRecord installation) throws IOException {
        KafkaFiles.write(manifest(newestNumber() + 1), text(installation));
    }

    /** Writes the record of the newest installation anew. */
    void update(InstallRecord installation) throws IOException {
        KafkaFiles.write(manifest(newestNumber()), text(installation));
    }

    /** Where the newest installation keeps a file that was there before. */
    Path kept(String file) {
        return folder.resolve(Integer.toString(newestNumber())).resolve(KEPT).resolve(file);
    }

    /** Takes the newest installation off the record, its folder with it. */
    void forget() throws IOException {
        Path newest = folder.resolve(Integer.toString(newestNumber()));
        // without its record the folder is none of ours: the record goes last
        Path manifest = newest.resolve(MANIFEST);
        try (Stream<Path> files = Files.walk(newest)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(manifest) && !file.equals(newest)) {
                    Files.delete(file);
                }
            }
        }
        Files.delete(manifest);
        Files.delete(newest);
        deleteIfEmpty(folder);
        deleteIfEmpty(home.resolve(Bundle.CONFIG));
    }

    private static void deleteIfEmpty(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(directory);
        }
    }

    private int newestNumber() {
        List<Integer> numbers = numbers();
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    private List<Integer> numbers() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.matches("[1-9]\\d{0,5}")
                            && Files.isRegularFile(folder.resolve(name).resolve(MANIFEST)))
                    .map(Integer::valueOf)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private Path manifest(int number) {
        return folder.resolve(Integer.toString(number)).resolve(MANIFEST);
    }

    private InstallRecord read(int number) {
        Path manifest = manifest(number);
        try {
            InstallRecord found = READER.readValue(Files.readAllBytes(manifest));
            requireInside(found);
            return found;
        } catch (IOException e) {
            throw unreadable(manifest, e);
        }
    }

    /** What is removed and restored is named by the record: it must not lead out of the folder of Kafka. */
    private void requireInside(InstallRecord found) throws IOException {
        if (found.format() != InstallRecord.FORMAT) {
            throw new IOException("format " + found.format() + ", known is " + InstallRecord.FORMAT);
        }
        for (InstallRecord.Entry entry : Stream.concat(found.installed().stream(), found.removed().stream())
                .toList()) {
            if (!entry.file().matches("(libs|config/kafka-fips)/[^/\\\\]+")) {
                throw new IOException("a file that no installation touches: " + entry.file());
            }
        }
    }

    private static CommandFailure unreadable(Path file, IOException e) {
        return CommandFailure.usage(
                file + " cannot be read", "a user who may read it; if it is damaged, bring it back from a backup", e);
    }

    private static String text(InstallRecord installation) throws IOException {
        return WRITER.writeValueAsString(installation) + "\n";
    }
}
