package io.kafkafips.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;

/** The file in which the server says every few seconds how it is; its age says whether the server still lives. */
final class HealthFile {
    /** Many times the interval at which it is written. */
    private static final Duration STALE = Duration.ofSeconds(30);

    private final Path file;
    private final Clock clock;

    HealthFile(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Puts a state into the place of the last one, by a rename. */
    void write(String state) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".half");
        Files.writeString(half, state);
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** {@link NodeState#READY}, or what is wrong. */
    String read() {
        try {
            Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
            return age.compareTo(STALE) > 0
                    ? "not ready: the server has said nothing for " + age.toSeconds() + " s"
                    : Files.readString(file);
        } catch (IOException e) {
            return "not ready: the server has not said anything yet";
        }
    }
}
