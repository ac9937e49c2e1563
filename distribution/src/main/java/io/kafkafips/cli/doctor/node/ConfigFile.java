package io.kafkafips.cli.doctor.node;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A properties file of Kafka, config providers resolved. Immutable.
 *
 * @param kind whose file it is
 * @param file where it lies
 * @param settings the values as they stand there
 */
public record ConfigFile(Kind kind, Path file, Map<String, String> settings) {
    /** Whose file it is. */
    public enum Kind {
        /** A broker's or a controller's. */
        SERVER("server"),
        /** A client's. */
        CLIENT("client"),
        /** A worker's of Kafka Connect. */
        CONNECT("connect");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** As it is printed. */
        public String label() {
            return label;
        }
    }

    public ConfigFile {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** A value without blanks around it, empty when it is missing. */
    public String text(String key) {
        return settings.getOrDefault(key, "").trim();
    }

    /** The same with a default for a missing or empty one. */
    public String text(String key, String otherwise) {
        String value = text(key);
        return value.isEmpty() ? otherwise : value;
    }

    public boolean has(String key) {
        return !text(key).isEmpty();
    }

    /** The protocol of a client's connections, in capitals: Kafka takes it in any case. */
    public String securityProtocol(String key) {
        return text(key, "PLAINTEXT").toUpperCase(Locale.ROOT);
    }

    /** Whether any setting has a name that begins so. */
    public boolean hasAny(String prefix) {
        return settings.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    public boolean isTrue(String key) {
        return Boolean.parseBoolean(text(key));
    }

    /** The elements of a list. */
    public List<String> list(String key) {
        return Arrays.stream(text(key).split(",", -1))
                .map(String::trim)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    /** The settings behind a prefix, which is taken off. */
    public Map<String, String> under(String prefix) {
        Map<String, String> found = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    public boolean isBroker() {
        return kind == Kind.SERVER && list("process.roles").contains("broker");
    }

    public boolean isController() {
        return kind == Kind.SERVER && list("process.roles").contains("controller");
    }
}
