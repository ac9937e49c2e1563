package io.kafkafips.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One Kafka server, broker or controller or both, as a process of its own on storage of its own. Started by {@link #start}, ended by
 * {@link #close}; what it printed stays in {@link #log()}. Not thread-safe.
 */
public final class KafkaNode implements AutoCloseable {
    private static final String STARTED = "Kafka Server started";
    private static final Duration FORMAT_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String name;
    private final Path folder;
    private final Process process;
    private final int earlierStarts;

    private KafkaNode(String name, Path folder, Process process, int earlierStarts) {
        this.name = name;
        this.folder = folder;
        this.process = process;
        this.earlierStarts = earlierStarts;
    }

    /**
     * What a node is started from.
     *
     * @param name for messages, and the name of its folder
     * @param parentFolder where its folder is made
     * @param program JVM, flags and class path
     * @param serverFlags flags of the server alone, such as an agent; the storage tool runs without them
     * @param clusterId a Kafka uuid
     * @param properties {@code server.properties} without {@code log.dirs}
     */
    public record Spec(
            String name,
            Path parentFolder,
            JavaProgram program,
            List<String> serverFlags,
            String clusterId,
            Map<String, String> properties) {
        public Spec {
            serverFlags = List.copyOf(serverFlags);
            properties = Map.copyOf(properties);
        }

        public Path folder() {
            return parentFolder.resolve(name);
        }

        Path dataFolder() {
            return folder().resolve("data");
        }

        Path propertiesFile() {
            return folder().resolve("server.properties");
        }
    }

    /** Formats the storage where that has not been done, and starts the server without waiting for it. */
    public static KafkaNode start(Spec spec) {
        write(spec);
        // a JVM of its own, which a restart need not pay
        if (!Files.exists(spec.dataFolder().resolve("meta.properties"))) {
            format(spec);
        }
        List<String> flags = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseG1GC"));
        flags.addAll(spec.serverFlags());
        List<String> command = spec.program()
                .command(flags, "kafka.Kafka", List.of(spec.propertiesFile().toString()));
        int earlierStarts = starts(spec.folder());
        Process process = Command.start(command, Map.of(), logOf(spec.folder()));
        return new KafkaNode(spec.name(), spec.folder(), process, earlierStarts);
    }

    private static void write(Spec spec) {
        Map<String, String> properties = new TreeMap<>(spec.properties());
        properties.put("log.dirs", spec.dataFolder().toString());
        PropertiesFile.write(spec.propertiesFile(), properties);
    }

    private static void format(Spec spec) {
        CommandResult result = spec.program()
                .run(
                        "kafka.tools.StorageTool",
                        List.of(
                                "format",
                                "--ignore-formatted",
                                "--cluster-id",
                                spec.clusterId(),
                                "--config",
                                spec.propertiesFile().toString()),
                        "",
                        FORMAT_TIMEOUT);
        if (result.exitCode() != 0) {
            throw new IllegalStateException("Cannot format the storage of " + spec.name() + ":\n" + result.output());
        }
    }

    /** Waits until the server says that it has started; throws with the end of its log when it ends first or is too slow. */
    public KafkaNode awaitStarted(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (starts(folder) == earlierStarts) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        name + " ended with exit code " + process.exitValue() + ":\n" + logTail());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " has not started within " + timeout + ":\n" + logTail());
            }
            pause();
        }
        return this;
    }

    /** How often a server in this folder said that it has started: its log goes on when it is started again. */
    private static int starts(Path folder) {
        Path log = logOf(folder);
        return Files.exists(log) ? read(log).split(STARTED, -1).length - 1 : 0;
    }

    /** Waits for a server that is meant to refuse its start; the exit code. */
    public int awaitEnd(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " still runs after " + timeout + ":\n" + logTail());
            }
            pause();
        }
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** The folder with its properties, its data and its log. */
    public Path folder() {
        return folder;
    }

    /** All that the server printed. */
    public Path log() {
        return logOf(folder);
    }

    public String logText() {
        return read(log());
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it as a power cut would, and waits until it is gone with its locks. */
    public void kill() {
        Command.kill(process);
        process.onExit().join();
    }

    @Override
    public void close() {
        Command.stop(process, STOP_TIMEOUT);
    }

    private String logTail() {
        List<String> lines = logText().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private static Path logOf(Path folder) {
        return folder.resolve("server.log");
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a Kafka server", e);
        }
    }
}
