package io.kafkafips.install;

import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs commands of a page in {@code sh}, as a person would who pastes them into one window: to their end, or as a server. */
final class Shell {
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    private Shell() {}

    /** Runs them to their end, stopping at the first that fails. */
    static CommandResult run(Path folder, String script) {
        return Command.run(List.of("sh", "-c", prepared(folder, script)), StockKafka.environment(), "", TIMEOUT);
    }

    /** Starts them; what ends with {@code exec} is the process itself. */
    static Process start(Path folder, String script, Path log) {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", prepared(folder, script))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(StockKafka.environment());
        // a developer's own agents and options must not leak into the processes under test
        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "KAFKA_OPTS").forEach(builder.environment()::remove);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a server has said something. */
    static void awaitLine(Process server, Path log, String words) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!Files.readString(log).contains(words)) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("Not seen: " + words + "\n" + Files.readString(log));
            }
            Thread.sleep(200);
        }
    }

    private static String prepared(Path folder, String script) {
        return "set -eu\ncd '" + folder + "'\n" + script;
    }
}
