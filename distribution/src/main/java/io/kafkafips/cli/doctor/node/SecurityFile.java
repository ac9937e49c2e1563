package io.kafkafips.cli.doctor.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A {@code java.security} file. Immutable.
 *
 * @param file where it lies
 * @param properties what it says
 */
public record SecurityFile(Path file, Map<String, String> properties) {
    public SecurityFile {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    /** A property, empty when it is missing. */
    public String text(String name) {
        return properties.getOrDefault(name, "").trim();
    }

    /** The lines {@code security.provider.<n>} in their order: the JDK stops at the first number that is missing. */
    public List<String> providers() {
        List<String> providers = new ArrayList<>();
        for (int i = 1; !text("security.provider." + i).isEmpty(); i++) {
            providers.add(text("security.provider." + i));
        }
        return providers;
    }
}
