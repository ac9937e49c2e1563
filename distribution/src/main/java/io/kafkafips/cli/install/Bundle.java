package io.kafkafips.cli.install;

import io.kafkafips.cli.output.CommandFailure;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The unpacked archive of this product, as far as it goes into a Kafka.
 *
 * @param folder of the archive
 * @param files what goes where: a path relative to the folder of Kafka, and the file of the bundle
 */
record Bundle(Path folder, Map<String, Path> files) {
    /** The folder inside Kafka's {@code config} for the settings of the JVM. */
    static final String CONFIG = "config/kafka-fips/";

    static final String LIBS = "libs/";
    private static final String COMMONS = LIBS + "plugin-commons-";
    private static final String REMEDY = "--bundle <folder with libs and config of the unpacked archive>";

    Bundle {
        files = Map.copyOf(files);
    }

    /** The bundle in a folder. */
    static Bundle of(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        Map<String, Path> files = new TreeMap<>();
        files.putAll(files(root.resolve("libs"), "*.jar", LIBS));
        files.putAll(files(root.resolve("config"), "java.security.*", CONFIG));
        if (files.keySet().stream().noneMatch(name -> name.startsWith(COMMONS))
                || files.keySet().stream().noneMatch(name -> name.startsWith(CONFIG))) {
            throw CommandFailure.usage(
                    root + " lacks libs/plugin-commons-<version>.jar or config/java.security.<release>", REMEDY);
        }
        return new Bundle(root, files);
    }

    /** The file that goes to a path. */
    Path source(String file) {
        Path source = files.get(file);
        if (source == null) {
            throw new IllegalArgumentException("The bundle has no " + file);
        }
        return source;
    }

    /** The version of this product that it holds, as its jars are named. */
    String version() {
        return files.keySet().stream()
                .filter(name -> name.startsWith(COMMONS))
                .map(name -> name.substring(COMMONS.length(), name.length() - ".jar".length()))
                .findFirst()
                .orElseThrow();
    }

    /** The bundle that a class comes from: its jar lies in {@code cli}. */
    static Bundle around(Class<?> type) {
        @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
        @Nullable URL location = source == null ? null : source.getLocation();
        try {
            @Nullable
            Path cli = location == null ? null : Path.of(location.toURI()).getParent();
            @Nullable Path root = cli == null || !cli.endsWith("cli") ? null : cli.getParent();
            if (root != null) {
                return of(root);
            }
        } catch (URISyntaxException e) {
            throw CommandFailure.usage("the folder of this command is not known", REMEDY, e);
        }
        throw CommandFailure.usage("this command does not run from an unpacked archive", REMEDY);
    }

    private static Map<String, Path> files(Path folder, String glob, String target) {
        Map<String, Path> found = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        var matcher = folder.getFileSystem().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> matcher.matches(file.getFileName()) && Files.isRegularFile(file))
                    .forEach(file -> found.put(target + file.getFileName(), file));
        } catch (IOException e) {
            throw CommandFailure.usage(folder + " cannot be read", REMEDY, e);
        }
        return found;
    }
}
