package io.kafkafips.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The broker's properties that stand in environment variables, by the rule of Kafka's own image: {@code KAFKA_} goes away, capital letters
 * become small, {@code ___} becomes a hyphen, {@code __} an underscore and {@code _} a dot. A name that ends in {@code _FILE} gives the path
 * of a file with the value, so that a secret is in no environment, which whoever may inspect the container reads. A property whose own name
 * ends in {@code .file} is taken as it stands: read for its content it would be another property, which nothing knows, and conditions or
 * the key of the audit trail would be lost in silence.
 */
final class EnvironmentProperties {
    private static final String PREFIX = "KAFKA_";
    private static final String FILE_SUFFIX = "_FILE";

    /** Where Kafka's shell scripts look; nothing here reads them, and a JVM flag that is lost in silence may be the one that matters. */
    private static final Set<String> OF_SHELL_SCRIPTS = Set.of(
            "KAFKA_OPTS",
            "KAFKA_HEAP_OPTS",
            "KAFKA_JMX_OPTS",
            "KAFKA_JVM_PERFORMANCE_OPTS",
            "KAFKA_GC_LOG_OPTS",
            "KAFKA_LOG4J_OPTS",
            "KAFKA_LOG4J_CMD_OPTS",
            "KAFKA_LOG4J_ROOT_LOGLEVEL",
            "KAFKA_LOG4J_LOGGERS",
            "KAFKA_TOOLS_LOG4J_LOGLEVEL");

    /** What base images and Kubernetes (for a service with the name kafka) put there: no settings of a broker. */
    private static final Pattern NO_PROPERTY =
            Pattern.compile("KAFKA_(HOME|VERSION|SCALA_VERSION|SERVICE_HOST|SERVICE_PORT.*|PORT|PORT_[0-9]+_.*)");

    /** Properties of the plug-ins and of Kafka whose values are paths, each also behind a prefix such as that of a listener. */
    private static final Pattern PATH =
            Pattern.compile("(.*\\.)?(authorizer\\.conditions|audit\\.hmac\\.key|record\\.validation\\.policy"
                    + "|sasl\\.oauthbearer\\.assertion(\\.private\\.key|\\.template)?)\\.file");

    /** The JVM reads it behind its command line, where it would take the flags back that make the JVM what it has to be. */
    private static final String LAST_FLAGS = "_JAVA_OPTIONS";

    private EnvironmentProperties() {}

    /** All properties of an environment. */
    static Map<String, String> of(Map<String, String> environment) {
        if (!environment.getOrDefault(LAST_FLAGS, "").isBlank()) {
            throw StartRefusal.usage(
                    LAST_FLAGS + " is set, and its flags come behind those that make this a FIPS-only JVM",
                    "JVM flags go into JDK_JAVA_OPTIONS or a file mounted at /etc/kafka/jvm.args");
        }
        Map<String, String> properties = new TreeMap<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !NO_PROPERTY.matcher(name).matches()) {
                add(properties, name, value);
            }
        });
        return properties;
    }

    private static void add(Map<String, String> properties, String name, String value) {
        if (OF_SHELL_SCRIPTS.contains(name)) {
            throw StartRefusal.usage(
                    name + " is for Kafka's shell scripts, which this image does not have",
                    "JVM flags go into JDK_JAVA_OPTIONS or a file mounted at /etc/kafka/jvm.args, log levels into a file mounted at"
                            + " /etc/kafka/log4j2.properties");
        }
        boolean file =
                name.endsWith(FILE_SUFFIX) && !PATH.matcher(property(name)).matches();
        String key = property(file ? name.substring(0, name.length() - FILE_SUFFIX.length()) : name);
        if (key.isEmpty()) {
            throw StartRefusal.usage(
                    "The environment variable " + name + " names no property", "KAFKA_NODE_ID=1 is node.id=1");
        }
        if (properties.put(key, file ? read(name, value) : value) != null) {
            throw StartRefusal.usage(
                    "Two environment variables give the property " + key + ", one of them " + name,
                    "leave one of them out; " + FILE_SUFFIX + " and the value itself exclude each other");
        }
    }

    private static String property(String name) {
        return name.substring(PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace("___", "-")
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_');
    }

    private static String read(String name, String file) {
        try {
            String value = Files.readString(Path.of(file), StandardCharsets.UTF_8);
            // what an editor adds at the end
            return value.endsWith("\r\n")
                    ? value.substring(0, value.length() - 2)
                    : value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
        } catch (IOException e) {
            throw StartRefusal.usage(
                    "Cannot read the file of " + name,
                    "mount " + file + " so that the user of the container can read it (uid 1001, group 0)",
                    e);
        }
    }
}
