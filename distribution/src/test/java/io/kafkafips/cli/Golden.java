package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files with what a command is known to print; {@code -Dkafkafips.write.docs=true} writes them anew. */
final class Golden {
    private static final Path RESOURCES = Path.of(
            System.getProperty("kafkafips.root"), "distribution", "src", "test", "resources", "io", "kafkafips", "cli");

    private Golden() {}

    /** A file that a command reads. */
    static String input(String name) {
        return RESOURCES.resolve(name).toString();
    }

    /** Compares with a golden file; where this checkout lies does not count, nor how lines end: git sees to that. */
    static void assertSame(String name, String printed) {
        Path file = RESOURCES.resolve("golden").resolve(name);
        String actual = printed.replace(RESOURCES.toString(), "<resources>").replace("\r\n", "\n");
        try {
            if (Boolean.getBoolean("kafkafips.write.docs")) {
                Files.writeString(file, actual, StandardCharsets.UTF_8);
            }
            assertThat(actual).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
