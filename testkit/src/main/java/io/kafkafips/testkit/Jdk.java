package io.kafkafips.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * A Java installation on this machine.
 *
 * @param home its {@code JAVA_HOME}
 * @param feature its feature release, such as 17
 */
public record Jdk(Path home, int feature) {
    /** The one that runs this code. */
    public static Jdk current() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** An installation of a feature release: the current one, or one beside it, as distributions put them. */
    public static Optional<Jdk> find(int feature) {
        if (current().feature() == feature) {
            return Optional.of(current());
        }
        Path siblings = current().home().getParent();
        if (siblings == null) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(siblings)) {
            for (Path home : homes) {
                if (featureOf(home) == feature) {
                    return Optional.of(new Jdk(home, feature));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path java() {
        return home.resolve("bin").resolve("java");
    }

    /** Reads the {@code release} file that every JDK has; -1 where there is none. */
    private static int featureOf(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)
                || !Files.isExecutable(home.resolve("bin").resolve("java"))) {
            return -1;
        }
        Properties properties = new Properties();
        try (var in = Files.newInputStream(release)) {
            properties.load(in);
        }
        String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        return version.isEmpty() ? -1 : Runtime.Version.parse(version).feature();
    }
}
