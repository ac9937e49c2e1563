package io.kafkafips.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files as {@code sha256sum -c} and {@code sha512sum -c} read them. Stateless. */
final class Checksums {
    static final String SHA_256_FILE = "SHA256SUMS";
    static final String SHA_512_FILE = "SHA512SUMS";

    private Checksums() {}

    /** Writes the digests of every file below a folder, but for such files themselves, into that folder. */
    static void ofTree(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(SHA_256_FILE) && !file.endsWith(SHA_512_FILE))
                    .sorted()
                    .toList();
        }
        write(folder.resolve(SHA_256_FILE), Digests.SHA_256, folder, files);
    }

    /** Writes the digests of some files into the folder that they are in. */
    static void ofFiles(Path folder, List<Path> files) throws IOException {
        write(folder.resolve(SHA_256_FILE), Digests.SHA_256, folder, files);
        write(folder.resolve(SHA_512_FILE), Digests.SHA_512, folder, files);
    }

    private static void write(Path target, String algorithm, Path folder, List<Path> files) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            lines.append(Digests.of(algorithm, file)).append("  ").append(name).append('\n');
        }
        Files.writeString(target, lines);
    }
}
