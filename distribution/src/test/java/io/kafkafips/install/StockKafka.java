package io.kafkafips.install;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An unmodified Apache Kafka laid out as its tarball: {@code libs} with its jars, {@code config}, and of {@code bin} the scripts that the
 * tests need, each a line long. Maven Central has the jars alone.
 *
 * @param home its folder
 */
record StockKafka(Path home) {
    private static final Map<String, String> SCRIPTS = Map.of(
            "kafka-server-start.sh", "kafka.Kafka",
            "kafka-storage.sh", "kafka.tools.StorageTool",
            "kafka-topics.sh", "org.apache.kafka.tools.TopicCommand",
            "kafka-console-producer.sh", "org.apache.kafka.tools.ConsoleProducer",
            "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer");

    private static final String LOGGING = """
            appender.out.type=Console
            appender.out.name=out
            appender.out.layout.type=PatternLayout
            appender.out.layout.pattern=[%d] %p %encode{%m}{CRLF} (%c)%n%throwable
            rootLogger.level=${sys:kafka.log.level:-WARN}
            rootLogger.appenderRef.out.ref=out
            """;

    /** Lays one out. */
    static StockKafka layOut(Path home, KafkaRuntime runtime) {
        try {
            Files.createDirectories(home.resolve("libs"));
            Files.createDirectories(home.resolve("bin"));
            Files.createDirectories(home.resolve("config"));
            try (Stream<Path> jars = Files.list(runtime.libs())) {
                for (Path jar : jars.toList()) {
                    Files.copy(jar, home.resolve("libs").resolve(jar.getFileName()));
                }
            }
            Files.writeString(home.resolve("config/log4j2.properties"), LOGGING);
            for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
                write(home.resolve("bin").resolve(script.getKey()), script.getValue());
            }
            return new StockKafka(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String mainClass) throws IOException {
        Files.writeString(
                file,
                "#!/bin/sh\n" + "base=$(cd \"$(dirname \"$0\")/..\" && pwd)\n"
                        + "exec \"$JAVA_HOME/bin/java\" -XX:TieredStopAtLevel=1 -Xmx512m ${KAFKA_LOG_LEVEL:-} ${KAFKA_OPTS:-}"
                        + " \"-Dlog4j2.configurationFile=$base/config/log4j2.properties\" -cp \"$base/libs/*\" "
                        + mainClass + " \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The jars, by name. */
    List<String> libs() {
        try (Stream<Path> jars = Files.list(home.resolve("libs"))) {
            return jars.map(jar -> String.valueOf(jar.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The digest of every jar, by name. */
    Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        try {
            for (String jar : libs()) {
                byte[] bytes = Files.readAllBytes(home.resolve("libs").resolve(jar));
                digests.put(jar, HexFormat.of().formatHex(FipsJca.sha256().digest(bytes)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return digests;
    }

    /** All jars as one entry of a class path. */
    String classPath() {
        return home.resolve("libs").resolve("*").toString();
    }

    /** The environment of every command. */
    static Map<String, String> environment() {
        return Map.of("JAVA_HOME", Jdk.current().home().toString());
    }
}
