package io.kafkafips.cli.settings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@value #OPTION}: what decides beside ACLs, from a broker's own file. Not thread-safe. */
public final class ServerSettings {
    private static final String OPTION = "--server-properties";

    @Option(
            names = OPTION,
            paramLabel = "<file>",
            description = "server.properties of a broker: super users, mapping of names, default without an ACL")
    private @Nullable Path file;

    private @Nullable Map<String, String> read;

    /** Whether the option was given. */
    public boolean isGiven() {
        return file != null;
    }

    /** All settings; empty without the option. */
    public Map<String, String> all() {
        Map<String, String> known = read;
        if (known == null) {
            known = file == null ? Map.of() : PropertiesFiles.read(file, OPTION);
            read = known;
        }
        return Collections.unmodifiableMap(new TreeMap<>(known));
    }

    /** {@code super.users}, as Kafka splits them. */
    public Set<String> superUsers() {
        Set<String> names = new TreeSet<>();
        Arrays.stream(all().getOrDefault("super.users", "").split(";", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        return names;
    }

    /** {@code allow.everyone.if.no.acl.found}. */
    public boolean allowsWithoutAcl() {
        return Boolean.parseBoolean(
                all().getOrDefault("allow.everyone.if.no.acl.found", "").trim());
    }
}
