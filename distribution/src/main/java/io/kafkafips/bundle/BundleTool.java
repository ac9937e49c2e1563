package io.kafkafips.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program that the build calls: {@code describe} writes the bills of material and the checksums into the folder that becomes the
 * archives, {@code sums} the checksums beside the archives.
 */
public final class BundleTool {
    private static final int FIRST_FILE = 2;

    private BundleTool() {}

    /** {@code describe <bundle> <root of the sources> <version> <timestamp>}, or {@code sums <folder> <file name> ...}. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "describe" -> describe(folder, Path.of(arguments[2]), arguments[3], arguments[4]);
            case "sums" ->
                Checksums.ofFiles(
                        folder,
                        Arrays.stream(arguments)
                                .skip(FIRST_FILE)
                                .map(folder::resolve)
                                .toList());
            default -> throw new IllegalArgumentException("describe or sums, not " + arguments[0]);
        }
    }

    private static void describe(Path bundle, Path root, String version, String timestamp) throws IOException {
        CycloneDx.write(bundle.resolve("sbom.cdx.json"), new SoftwareBill(bundle, root, version).document(timestamp));
        CycloneDx.write(
                bundle.resolve("cbom.cdx.json"),
                CryptoBill.document(
                        version, versionOf(bundle, "bc-fips-"), versionOf(bundle, "bctls-fips-"), timestamp));
        Checksums.ofTree(bundle);
    }

    private static String versionOf(Path bundle, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(bundle.resolve("libs"))) {
            List<String> versions = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length(), name.length() - ".jar".length()))
                    .toList();
            if (versions.size() != 1) {
                throw new IOException("libs has " + versions.size() + " jars " + prefix
                        + "*. Remedy: a build that begins with clean");
            }
            return versions.get(0);
        }
    }
}
