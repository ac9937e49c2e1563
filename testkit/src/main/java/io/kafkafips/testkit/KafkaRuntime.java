package io.kafkafips.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The jars of an unmodified Apache Kafka, laid out as the {@code libs} folder of its tarball.
 *
 * @param version Kafka's version
 * @param libs folder with all jars
 */
public record KafkaRuntime(String version, Path libs) {
    /** For these Maven Central lacks kafka-tools, or something that it needs. */
    private static final Set<String> WITHOUT_TOOLS = Set.of("4.0.1", "4.2.2", "4.4.0");

    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(10);

    /** The jars of a version: from {@code kafka-runtime/target}, or else from Maven Central by the Maven wrapper. */
    public static KafkaRuntime resolve(String version) {
        Path module = Checkout.root().resolve("kafka-runtime");
        Path libs = module.resolve("target").resolve("kafka-" + version).resolve("libs");
        KafkaRuntime runtime = new KafkaRuntime(version, libs);
        if (!runtime.isComplete()) {
            List<String> command = new ArrayList<>(List.of(
                    Checkout.root().resolve("mvnw").toString(),
                    "-q",
                    "-ntp",
                    "-Dquick",
                    "-Dkafka.version=" + version,
                    "-f",
                    module.resolve("pom.xml").toString(),
                    "package"));
            if (WITHOUT_TOOLS.contains(version)) {
                command.add("-Dkafka.tools=false");
            }
            CommandResult result = Command.run(command, DOWNLOAD_TIMEOUT);
            if (result.exitCode() != 0 || !runtime.isComplete()) {
                throw new IllegalStateException("Cannot resolve Kafka " + version + ": " + result.output());
            }
        }
        return runtime;
    }

    private boolean isComplete() {
        return Files.isRegularFile(libs.resolve("kafka_2.13-" + version + ".jar"))
                && Files.isRegularFile(libs.resolve("kafka-clients-" + version + ".jar"));
    }

    /** A class path entry for all jars. */
    public String classPath() {
        return libs.resolve("*").toString();
    }
}
