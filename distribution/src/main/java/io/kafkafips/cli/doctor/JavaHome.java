package io.kafkafips.cli.doctor;

import io.kafkafips.cli.settings.PropertiesFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Java that runs nodes.
 *
 * @param java the program
 * @param feature such as 17
 */
record JavaHome(Path java, int feature) {
    private static final String VERSION = "JAVA_VERSION";

    /** The one of this process. */
    static JavaHome own() {
        return new JavaHome(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Runtime.version().feature());
    }

    /** The one of a process; this one's where the process may not be looked at. */
    static JavaHome of(Path process) {
        try {
            Path java = Files.readSymbolicLink(process.resolve("exe"));
            Path bin = java.getParent();
            Path home = bin == null ? null : bin.getParent();
            return Files.isExecutable(java) ? new JavaHome(java, feature(home)) : own();
        } catch (IOException e) {
            return own();
        }
    }

    private static int feature(@Nullable Path home) {
        Path release = home == null ? null : home.resolve("release");
        if (release == null || !Files.isReadable(release)) {
            return own().feature();
        }
        String version =
                PropertiesFiles.read(release, "--pid").getOrDefault(VERSION, "").replace("\"", "");
        try {
            return Runtime.Version.parse(version).feature();
        } catch (IllegalArgumentException e) {
            return own().feature();
        }
    }
}
