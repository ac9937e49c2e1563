package io.kafkafips.cli.install;

import io.kafkafips.cli.output.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar by the packages of its classes. Names of files lie: a renamed {@code bcprov} is still one.
 *
 * @param file where it is
 * @param packages of its classes, with slashes
 */
record Jar(Path file, Set<String> packages) {
    private static final String OURS = "io/kafkafips/";
    private static final String CLASS = ".class";

    Jar {
        packages = Set.copyOf(packages);
    }

    /** Reads the directory of a jar. */
    static Jar read(Path file) {
        Set<String> packages = new TreeSet<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(CLASS) && !name.startsWith("META-INF/") && name.indexOf('/') > 0)
                    .forEach(name -> packages.add(name.substring(0, name.lastIndexOf('/'))));
        } catch (IOException e) {
            throw CommandFailure.usage(
                    file + " is no jar that can be read", "look at that file: Kafka cannot read it either", e);
        }
        return new Jar(file, packages);
    }

    String name() {
        return String.valueOf(file.getFileName());
    }

    /** Whether it is a plug-in of this product, of whatever version. */
    boolean isOurs() {
        return packages.stream().anyMatch(name -> (name + "/").startsWith(OURS));
    }

    /** The first package that both have, or the empty string. */
    String firstSharedWith(Jar other) {
        return packages.stream()
                .filter(other.packages::contains)
                .sorted()
                .findFirst()
                .orElse("");
    }
}
