package io.kafkafips.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the jars of this product in a {@code libs} folder. */
final class PluginJars {
    private PluginJars() {}

    /** The one jar of a module, whatever its version. */
    static Path one(Path libs, String module) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(libs, module + "-*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("No " + module + " jar in " + libs + ": build with ./mvnw -Dquick package");
    }
}
