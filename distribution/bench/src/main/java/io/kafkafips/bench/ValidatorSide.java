package io.kafkafips.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One of the brokers that are compared by what {@code LogValidator} costs in them. */
public enum ValidatorSide {
    /** Without the agent. */
    STOCK("", ""),
    /** With the agent, and a policy for another topic. */
    NO_POLICY("payments", "trivial"),
    /** With a rule that accepts everything. */
    TRIVIAL(ValidatorBenchmark.TOPIC, "trivial"),
    /** With the rule for well-formed JSON. */
    JSON(ValidatorBenchmark.TOPIC, "json");

    private final String topics;
    private final String rules;

    ValidatorSide(String topics, String rules) {
        this.topics = topics;
        this.rules = rules;
    }

    /** Flags of a JVM of this side, beyond those of every FIPS JVM. */
    List<String> jvmFlags(Path folder) {
        if (this == STOCK) {
            return List.of();
        }
        Path settings = folder.resolve(name().toLowerCase(Locale.ROOT) + ".properties");
        try {
            Files.write(
                    settings,
                    List.of(
                            "record.validation.policies=bench",
                            "record.validation.policy.bench.topics=" + topics,
                            "record.validation.policy.bench.rules=" + rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of("-javaagent:" + agent() + "=" + settings);
    }

    private static String agent() {
        String separator = System.getProperty("path.separator");
        return Stream.of(System.getProperty("java.class.path").split(separator, -1))
                .filter(entry -> entry.contains("plugin-record-validator"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("plugin-record-validator is not in the class path"));
    }
}
