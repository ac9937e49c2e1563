package io.kafkafips.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.JavaProgram;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.PropertiesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real broker that must not start: without the agent, or with policies that cannot be used; and Kafka's command line tools, which get the
 * agent through the same {@code KAFKA_OPTS} and must do and print what they do and print without it.
 */
@Tag("conformance")
class ValidationStartIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int EX_CONFIG = 78;
    private static final String STOP = "*** ";
    private static final String TOPIC = "orders";
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/validation/start");
    private static final String GOOD = """
            version: 1
            policies:
              - name: orders
                topics: ["orders"]
                value:
                  - {rule: json}
            """;

    private static ValidatingBroker broker;

    @BeforeAll
    static void start() throws Exception {
        FreshFolder.of(FOLDER);
        broker = new ValidatingBroker(FOLDER, KafkaRuntime.resolve("4.3.1"), Jdk.current())
                .flag("-XX:TieredStopAtLevel=1")
                .policies(GOOD)
                .start();
        try (Admin admin = Admin.create(broker.client())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(2, TimeUnit.MINUTES);
        }
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    /**
     * A policy file that cannot be used.
     *
     * @param name for the report
     * @param content {@code null} when there is no file
     * @param words what the message must say
     */
    record BadFile(String name, String content, List<String> words) {
        static BadFile of(String name, String content, String... words) {
            return new BadFile(name, content, List.of(words));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadFile> badFiles() {
        return Stream.of(
                BadFile.of("missing", null, "record.validation.policy.file=", "policy.yaml"),
                BadFile.of("no YAML", "version: 1\npolicies: [", "policy.yaml:2:"),
                BadFile.of("unknown key", GOOD + "polices: []\n", "policy.yaml:7:1", "polices is an unknown key"),
                BadFile.of(
                        "unknown rule",
                        GOOD.replace("rule: json", "rule: jsn"),
                        "policy.yaml:6:9",
                        "policies[0].value[0]"),
                BadFile.of(
                        "wrong type",
                        GOOD.replace("topics: [\"orders\"]", "topics: 7"),
                        "policy.yaml:4:13",
                        "policies[0].topics"),
                BadFile.of("bad pattern", GOOD.replace("[\"orders\"]", "[\"orders-[\"]"), "policy.yaml:4:14"));
    }

    @Test
    void start_policyFileThatCannotBeUsed_endsWith78AndTouchesNothing() throws IOException {
        Path folder = FreshFolder.of(FOLDER.resolve("refused"));
        ValidatingBroker refused =
                new ValidatingBroker(folder, KafkaRuntime.resolve("4.3.1"), Jdk.current()).policies(GOOD);
        List<String> flags = List.of("-Dkafka.log.level=INFO", "-XX:TieredStopAtLevel=1", refused.agentFlag());
        String before = "";
        Map<Path, String> data = Map.of();
        for (BadFile bad : badFiles().toList()) {
            if (bad.content() == null) {
                Files.delete(refused.policyFile());
            } else {
                refused.policies(bad.content());
            }
            try (KafkaNode node = refused.launch("broker", flags)) {
                int status = node.awaitEnd(TIMEOUT);
                String log = node.logText().substring(before.length());
                before = node.logText();

                assertThat(status).as(bad + ": " + log).isEqualTo(EX_CONFIG);
                assertThat(log.lines().filter(line -> line.startsWith(STOP)))
                        .as(bad + ": " + log)
                        .hasSize(3);
                assertThat(log).as(bad.name()).contains(bad.words()).doesNotContain("Awaiting socket connections");
                data = data.isEmpty() ? state(folder.resolve("broker/data")) : data;
                assertThat(state(folder.resolve("broker/data"))).as(bad.name()).isEqualTo(data);
            }
        }
        assertThat(data.keySet())
                .as("only what the formatting of the storage left")
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder("meta.properties", "bootstrap.checkpoint");
    }

    /** Files with size and time of change. */
    private static Map<Path, String> state(Path folder) throws IOException {
        Map<Path, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    state.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return state;
    }

    @Test
    void start_withoutTheAgent_isRefusedByTheGuard() {
        Path folder = FreshFolder.of(FOLDER.resolve("unguarded"));
        ValidatingBroker unguarded =
                new ValidatingBroker(folder, KafkaRuntime.resolve("4.3.1"), Jdk.current()).policies(GOOD);

        try (KafkaNode node =
                unguarded.launch("broker", List.of("-Dkafka.log.level=INFO", "-XX:TieredStopAtLevel=1"))) {
            assertThat(node.awaitEnd(TIMEOUT)).isNotZero();
            assertThat(node.logText())
                    .contains("record.validation.policy.file", "-javaagent", "Remedy:")
                    .doesNotContain("Kafka Server started");
        }
    }

    /**
     * A run of a tool.
     *
     * @param java feature release
     * @param mainClass of the tool
     * @param input on standard input
     * @param status of its end
     * @param arguments of the tool
     */
    record Tool(int java, String mainClass, String input, int status, List<String> arguments) {
        @Override
        public String toString() {
            return mainClass.substring(mainClass.lastIndexOf('.') + 1) + " on " + java;
        }
    }

    static Stream<Tool> tools() {
        return Stream.of(17, 25)
                .flatMap(java -> Stream.of(
                        new Tool(
                                java,
                                "org.apache.kafka.tools.TopicCommand",
                                "",
                                0,
                                List.of("--bootstrap-server", "SERVER", "--describe", "--topic", TOPIC)),
                        new Tool(
                                java,
                                "org.apache.kafka.tools.ConsoleProducer",
                                "{\"order\":1}\n",
                                0,
                                List.of("--bootstrap-server", "SERVER", "--topic", TOPIC)),
                        new Tool(
                                java,
                                "kafka.tools.StorageTool",
                                "",
                                0,
                                List.of(
                                        "info",
                                        "-c",
                                        FOLDER.resolve("storage.properties").toString())),
                        new Tool(java, "org.apache.kafka.tools.TopicCommand", "", 1, List.of("--no-such-option"))));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void tool_withTheAgent_printsWhatItPrintsWithout(Tool tool) {
        assumeTrue(Jdk.find(tool.java()).isPresent(), "no JDK " + tool.java() + " on this machine");
        PropertiesFile.write(
                FOLDER.resolve("storage.properties"),
                Map.of(
                        "process.roles", "broker",
                        "node.id", "9",
                        "controller.quorum.voters", "1@127.0.0.1:1",
                        "controller.listener.names", "CONTROLLER",
                        "listeners", "PLAINTEXT://127.0.0.1:1",
                        "record.validation.policy.file", "/nowhere/policy.yaml",
                        "log.dirs", FOLDER.resolve("broker/data").toString()));

        CommandResult without = run(tool, List.of());
        CommandResult with = run(tool, List.of(broker.agentFlag() + "=/nowhere/server.properties"));

        assertThat(with.output()).isEqualTo(without.output());
        assertThat(List.of(with.exitCode(), without.exitCode())).containsOnly(tool.status());
    }

    /** As {@code bin/kafka-*.sh} start them: a JVM like any other, with all jars in its class path. */
    private static CommandResult run(Tool tool, List<String> flags) {
        List<String> all = new ArrayList<>(flags);
        all.add("-Dlog4j2.configurationFile=" + FOLDER.resolve("config/log4j2.properties"));
        JavaProgram program = new JavaProgram(
                Jdk.find(tool.java()).orElseThrow(),
                all,
                List.of(
                        broker.layout().kafka().classPath(),
                        broker.layout().pluginLibs().resolve("*").toString()));
        List<String> arguments = tool.arguments().stream()
                .map(argument -> argument.replace("SERVER", broker.bootstrapServers()))
                .toList();
        return program.run(tool.mainClass(), arguments, tool.input(), TIMEOUT);
    }
}
