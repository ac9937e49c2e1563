package io.kafkafips.image;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Images of the bundle of this checkout, on the local base images; nothing is pulled. */
final class ImageBuild {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private ImageBuild() {}

    /** Skips the tests, with the reason, where there is no Docker or no base image. */
    static void assumePossible() {
        Assumptions.assumeTrue(answers("docker", "info", "--format", "{{.ServerVersion}}"), "No Docker here");
        for (String base : List.of("cc", "jdk", "java", "shell")) {
            Assumptions.assumeTrue(
                    answers("docker", "image", "inspect", "kafka-fips-base:" + base),
                    "No local image kafka-fips-base:" + base + ": distribution/image-base --load makes it");
        }
    }

    private static boolean answers(String... command) {
        try {
            return Command.run(List.of(command), Duration.ofMinutes(1)).exitCode() == 0;
        } catch (UncheckedIOException e) {
            // no such program
            return false;
        }
    }

    /** A variant of {@code distribution/image-build}; what it prints. */
    static String build(String variant, String tag, String... more) {
        List<String> command = new ArrayList<>(List.of(
                distribution().resolve("image-build").toString(), "--skip-bundle", "--variant", variant, "--tag", tag));
        command.addAll(List.of(more));
        return run(command);
    }

    /** The base image for Jib. */
    static Path baseWithJava() {
        Path base = distribution().resolve("target/image/base/java.tar");
        Assumptions.assumeTrue(Files.exists(base), "No " + base + ": distribution/image-base makes it");
        return base;
    }

    /** Runs a command that must succeed; its output. */
    static String run(List<String> command) {
        CommandResult result = Command.run(command, TIMEOUT);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(command + " ended with " + result.exitCode() + ":\n" + result.output());
        }
        return result.output();
    }

    static Path distribution() {
        return Checkout.root().resolve("distribution");
    }
}
