package io.kafkafips.launcher;

import io.kafkafips.commons.fips.FipsRuntime;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The entry point of the container image, in the place of Kafka's shell scripts: proves the JVM, puts the settings together, formats the
 * storage where that has not been done, and becomes the server. One JVM, which gets the signals of the container.
 */
@PrintsToTheConsole
public final class Launcher {
    /** A tmpfs that allows {@code exec}; also {@code java.io.tmpdir}. */
    static final Path RUN = Path.of("/run/kafka");

    static final String HEALTH_FILE = "health";

    private static final Path MOUNTED_PROPERTIES = Path.of("/etc/kafka/server.properties");

    private final Map<String, String> environment;
    private final Path run;

    Launcher(Map<String, String> environment, Path run) {
        this.environment = Map.copyOf(environment);
        this.run = run;
    }

    public static void main(String[] arguments) {
        try {
            if (arguments.length > 0) {
                throw StartRefusal.usage(
                        "The image takes no arguments, but was given \"" + arguments[0] + "\"",
                        "settings go into " + MOUNTED_PROPERTIES
                                + " or KAFKA_ variables; other programs need --entrypoint");
            }
            new Launcher(System.getenv(), RUN).run();
        } catch (StartRefusal e) {
            System.err.println("kafka-fips: " + e.getMessage());
            System.exit(e.exitCode());
        } catch (InvocationTargetException | IOException | RuntimeException e) {
            e.printStackTrace();
            System.exit(StartRefusal.DEFECT);
        }
    }

    private void run() throws IOException, InvocationTargetException {
        // before anything touches the module
        NativeLibraryFolder.check(System.getProperties());
        Path file = run.resolve("server.properties");
        ServerProperties properties = ServerProperties.of(MOUNTED_PROPERTIES, EnvironmentProperties.of(environment));
        properties.write(file);
        prove();
        Kafka kafka = new Kafka(file);
        kafka.format(clusterId(), formatOptions(), System.out);
        HealthReporter health = new HealthReporter(
                NodeState.of(properties), new HealthFile(run.resolve(HEALTH_FILE), Clock.systemUTC()));
        health.start();
        String port = environment.getOrDefault("HEALTH_PORT", "");
        if (!port.isEmpty()) {
            health.serve(healthPort(port));
        }
        kafka.run();
    }

    private static void prove() {
        try {
            FipsRuntime.require("launcher");
        } catch (RuntimeException e) {
            throw StartRefusal.notFips(e);
        }
    }

    String clusterId() {
        String id = environment.getOrDefault("CLUSTER_ID", "");
        if (id.isEmpty()) {
            throw StartRefusal.usage(
                    "CLUSTER_ID is not set",
                    "the same for all nodes of a cluster, made once by kafka-storage.sh random-uuid: 22 letters, digits, - and _");
        }
        return id;
    }

    List<String> formatOptions() {
        String options = environment.getOrDefault("FORMAT_OPTIONS", "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split("\\s+", -1));
    }

    static int healthPort(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 0xFFFF) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw StartRefusal.usage("HEALTH_PORT is " + text, "a port, such as 8080", e);
        }
        throw StartRefusal.usage("HEALTH_PORT is " + text, "a port, such as 8080");
    }
}
