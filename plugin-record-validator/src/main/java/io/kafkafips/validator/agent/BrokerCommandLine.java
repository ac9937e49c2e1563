package io.kafkafips.validator.agent;

import io.kafkafips.commons.config.Refusal;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The command line of this JVM as far as the agent needs it: whether it starts a broker, and with which settings. The JVM gives it as
 * one text with blanks between the arguments, so that blanks within an argument are a matter of trying.
 *
 * @param arguments the main class and its arguments, cut at blanks
 */
record BrokerCommandLine(List<String> arguments) {
    private static final String BROKER = "kafka.Kafka";
    private static final String OVERRIDE = "--override";

    static BrokerCommandLine of(@Nullable String sunJavaCommand) {
        return new BrokerCommandLine(
                sunJavaCommand == null
                        ? List.of()
                        : List.of(sunJavaCommand.trim().split(" +")));
    }

    /** Whether this is Kafka's own main class for brokers and controllers, and not one of its tools. */
    boolean isKafka() {
        return !arguments.isEmpty() && arguments.get(0).equals(BROKER);
    }

    /** Whether that class will start a server, rather than print its usage or its version. */
    boolean startsServer() {
        return isKafka() && arguments.size() > 1 && !arguments.contains("--help") && !arguments.contains("--version");
    }

    /**
     * The settings as Kafka will see them: the file, overridden by the arguments.
     *
     * @param file the file, when the agent's argument names one; else it is looked for on the command line
     * @throws org.apache.kafka.common.config.ConfigException when there is no file or it cannot be read
     */
    Map<String, String> serverProperties(@Nullable Path file) {
        Map<String, String> properties = new HashMap<>();
        Path found = file == null ? serverPropertiesFile() : file;
        read(found).forEach((key, value) -> properties.put(String.valueOf(key), String.valueOf(value)));
        properties.putAll(overrides());
        return properties;
    }

    private Path serverPropertiesFile() {
        List<String> before = arguments.subList(0, Math.max(firstOverride(), 0));
        for (int from = 1; from < before.size(); from++) {
            for (int to = before.size(); to > from; to--) {
                Path candidate = Path.of(String.join(" ", before.subList(from, to)));
                if (Files.isRegularFile(candidate)) {
                    return candidate;
                }
            }
        }
        throw Refusal.setting(
                "server.properties",
                before.size() < 2 ? null : String.join(" ", before.subList(1, before.size())),
                "a readable file as first argument of " + BROKER,
                "bin/kafka-server-start.sh <server.properties>, or name the file to the agent:"
                        + " -javaagent:<jar>=<server.properties>");
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw Refusal.setting(
                    "server.properties", file, "a readable file of properties in UTF-8", "mend the file", e);
        }
    }

    private Map<String, String> overrides() {
        Map<String, String> overrides = new HashMap<>();
        List<String> words = new ArrayList<>();
        for (int i = arguments.size() - 1; i >= Math.max(firstOverride(), 1); i--) {
            if (arguments.get(i).equals(OVERRIDE)) {
                put(overrides, String.join(" ", words));
                words.clear();
            } else {
                words.add(0, arguments.get(i));
            }
        }
        return overrides;
    }

    private static void put(Map<String, String> overrides, String setting) {
        String[] parts = setting.split("=", 2);
        // read backwards: the last one wins, as in Kafka
        overrides.putIfAbsent(parts[0].trim(), parts.length == 1 ? "" : parts[1].trim());
    }

    private int firstOverride() {
        int first = arguments.indexOf(OVERRIDE);
        return first < 0 ? arguments.size() : first;
    }

    /** Whether these settings make a node that stores no partitions of topics: a dedicated controller. */
    static boolean isControllerOnly(Map<String, ?> serverProperties) {
        Object roles = serverProperties.get("process.roles");
        return roles != null
                && Arrays.stream(
                                String.valueOf(roles).replaceAll("[\\[\\]]", "").split(","))
                        .map(String::trim)
                        .allMatch("controller"::equals);
    }
}
