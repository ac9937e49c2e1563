package io.kafkafips.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * What the broker is started with: the mounted file, and over it the environment. Kafka takes a file, so the sum is written to the folder for
 * run-time files, a tmpfs, readable by the broker's user alone.
 */
final class ServerProperties {
    private static final String DATA = "/var/lib/kafka/data";

    private final Properties properties;

    private ServerProperties(Properties properties) {
        this.properties = properties;
    }

    /** The file, where there is one, and what overrides it. */
    static ServerProperties of(Path file, Map<String, String> overrides) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            } catch (IOException | IllegalArgumentException e) {
                throw StartRefusal.usage(
                        "Cannot read " + file, "a properties file that uid 1001 or group 0 can read", e);
            }
        }
        overrides.forEach(properties::setProperty);
        if (properties.isEmpty()) {
            throw StartRefusal.usage(
                    "There are no settings: " + file
                            + " does not exist, and no environment variable begins with KAFKA_",
                    "mount a server.properties there, or set KAFKA_NODE_ID, KAFKA_PROCESS_ROLES, ...");
        }
        if (!properties.containsKey("log.dirs") && !properties.containsKey("log.dir")) {
            properties.setProperty("log.dirs", DATA);
        }
        return new ServerProperties(properties);
    }

    /** Whether the node has a role, {@code broker} or {@code controller}. */
    boolean hasRole(String role) {
        return List.of(properties.getProperty("process.roles", "").strip().split("\\s*,\\s*", -1))
                .contains(role);
    }

    String get(String name, String otherwise) {
        return properties.getProperty(name, otherwise);
    }

    /** Writes all of it, in the place of what an earlier start left. */
    void write(Path file) {
        try {
            Files.deleteIfExists(file);
            try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))))) {
                properties.store(out, null);
            }
        } catch (IOException e) {
            throw StartRefusal.usage(
                    "Cannot write " + file, "--tmpfs " + file.getParent() + ":exec,uid=1001,mode=0700,size=64m", e);
        }
    }
}
