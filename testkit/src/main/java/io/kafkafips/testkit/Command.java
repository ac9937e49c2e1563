package io.kafkafips.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Child processes that never outlive this JVM: whoever is still running when it ends is killed, by handle, children first.
 * Thread-safe.
 */
public final class Command {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Command::kill), "testkit-reaper"));
    }

    private Command() {}

    /** Runs to the end; a command that takes longer than the timeout is killed and throws. */
    public static CommandResult run(List<String> command, Duration timeout) {
        return run(command, Map.of(), "", timeout);
    }

    /** Runs to the end with extra environment variables and a text on standard input. */
    public static CommandResult run(
            List<String> command, Map<String, String> environment, String input, Duration timeout) {
        Path log = temporaryFile();
        try {
            Process process = start(command, environment, log);
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // the command ended without reading: its exit code and output tell the story
            }
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            kill(process);
            // a foreign program may print anything
            String output = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            if (!ended) {
                throw new IllegalStateException("No end after " + timeout + ": " + command + "\n" + output);
            }
            return new CommandResult(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted: " + command, e);
        } finally {
            delete(log);
        }
    }

    /** Starts a process that writes both its streams to a file. */
    static Process start(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        // a developer's own agents and options must not leak into the processes under test
        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "KAFKA_OPTS").forEach(builder.environment()::remove);
        try {
            Process process = builder.start();
            RUNNING.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.get(0), e);
        }
    }

    /** Asks a process to end (SIGTERM), and kills it when it has not done so in time; true if it went by itself. */
    static boolean stop(Process process, Duration timeout) {
        process.destroy();
        try {
            if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                RUNNING.remove(process);
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill(process);
        return false;
    }

    /** Kills a process and its children (SIGKILL). */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        RUNNING.remove(process);
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("kafka-fips-command", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
