package io.kafkafips.cli.doctor.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a process from the proc file system (proc(5)). Stateless but for where that is. */
public final class ProcFolder {
    private static final Pattern EFFECTIVE_USER = Pattern.compile("Uid:\\s+\\d+\\s+(\\d+).*");
    private static final Pattern MAPPED_FILE = Pattern.compile("\\S+ \\S+ \\S+ \\S+ [1-9]\\d*\\s+(/.*)");

    private final Path folder;

    /** @param folder of the process, such as {@code /proc/4711} */
    public ProcFolder(Path folder) {
        this.folder = folder;
    }

    /** The process; what its user alone may see, and the caller may not, is left out. */
    public LiveProcess read(long pid) throws IOException {
        return new LiveProcess(pid, zeroSeparated("cmdline"), environment(), files(), user());
    }

    /** A path of the process as this one sees it. */
    public Path resolve(String path) {
        Path given = Path.of(path);
        if (given.isAbsolute()) {
            return given;
        }
        try {
            return Files.readSymbolicLink(folder.resolve("cwd")).resolve(given).normalize();
        } catch (IOException e) {
            return given.toAbsolutePath();
        }
    }

    private List<String> zeroSeparated(String file) throws IOException {
        String text = Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
        return Arrays.stream(text.split("\0", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        try {
            for (String line : zeroSeparated("environ")) {
                int sign = line.indexOf('=');
                if (sign > 0) {
                    variables.put(line.substring(0, sign), line.substring(sign + 1));
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return variables;
    }

    private Set<String> files() {
        Set<String> files = new TreeSet<>();
        try {
            Files.readAllLines(folder.resolve("maps"), StandardCharsets.ISO_8859_1).stream()
                    .map(MAPPED_FILE::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> files.add(line.group(1)));
            try (DirectoryStream<Path> open = Files.newDirectoryStream(folder.resolve("fd"))) {
                for (Path link : open) {
                    addTarget(link, files);
                }
            }
        } catch (IOException e) {
            return files;
        }
        return files;
    }

    /** A file may be closed while it is looked at. */
    private static void addTarget(Path link, Set<String> files) {
        try {
            files.add(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            files.remove(link.toString());
        }
    }

    private int user() {
        try {
            return Files.readAllLines(folder.resolve("status"), StandardCharsets.ISO_8859_1).stream()
                    .map(EFFECTIVE_USER::matcher)
                    .filter(Matcher::matches)
                    .mapToInt(line -> Integer.parseInt(line.group(1)))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }
}
