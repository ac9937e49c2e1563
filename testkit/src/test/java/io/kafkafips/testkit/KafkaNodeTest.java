package io.kafkafips.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain Kafka without any of our jars: what the kit compares with. */
class KafkaNodeTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final KafkaRuntime KAFKA = KafkaRuntime.resolve("4.3.1");

    @TempDir
    private Path folder;

    @Test
    void start_combinedNode_servesTheConsoleToolsAndEndsOnClose() {
        List<Integer> ports = Ports.free(2);
        KafkaNode node = KafkaNode.start(spec(ports, Map.of())).awaitStarted(TIMEOUT);
        try (node) {
            CommandResult result = program()
                    .run(
                            "org.apache.kafka.tools.TopicCommand",
                            List.of("--bootstrap-server", "127.0.0.1:" + ports.get(0), "--create", "--topic", "plain"),
                            "",
                            TIMEOUT);
            assertThat(result.output()).contains("Created topic plain.");
        }
        assertThat(node.isAlive()).isFalse();
        assertThat(ProcessHandle.of(node.pid()).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void awaitStarted_serverThatRefusesItsSettings_showsTheEndOfItsLog() {
        try (KafkaNode node = KafkaNode.start(spec(Ports.free(2), Map.of("authorizer.class.name", "no.such.Class")))) {
            assertThatThrownBy(() -> node.awaitStarted(TIMEOUT))
                    .hasMessageContaining("exit code")
                    .hasMessageContaining("no.such.Class");
        }
    }

    private JavaProgram program() {
        return new JavaProgram(Jdk.current(), List.of(), List.of(KAFKA.classPath()));
    }

    private KafkaNode.Spec spec(List<Integer> ports, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "listeners", "PLAINTEXT://127.0.0.1:" + ports.get(0) + ",CONTROLLER://127.0.0.1:" + ports.get(1),
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", "1@127.0.0.1:" + ports.get(1)));
        settings.putAll(more);
        Path logging = PropertiesFile.write(
                folder.resolve("log4j2.properties"),
                Map.of(
                        "appender.out.type", "Console",
                        "appender.out.name", "out",
                        "appender.out.layout.type", "PatternLayout",
                        "appender.out.layout.pattern", "%p %m (%c)%n%throwable",
                        "rootLogger.level", "INFO",
                        "rootLogger.appenderRef.out.ref", "out"));
        return new KafkaNode.Spec(
                "plain",
                folder,
                program(),
                List.of("-Dlog4j2.configurationFile=" + logging),
                "4L6g3nShT-eMCtK--X86sw",
                settings);
    }
}
