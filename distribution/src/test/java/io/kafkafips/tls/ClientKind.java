package io.kafkafips.tls;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.JavaProgram;
import io.kafkafips.testkit.Jdk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of clients of the mixed cluster, each with its own TLS: ours on two Java releases, SunJSSE, OpenSSL twice. */
enum ClientKind {
    FIPS_JAVA_17,
    FIPS_JAVA_25,
    SUNJSSE,
    KCAT,
    KAFKAJS;

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Path KAFKAJS_FILES =
            Checkout.root().resolve("distribution/src/test/resources/io/kafkafips/tls/kafkajs");

    /**
     * What the clients are started from.
     *
     * @param cluster whom they talk to
     * @param folder with {@code fips.properties} and {@code sunjsse.properties}
     */
    record Tools(MixedCluster cluster, Path folder) {}

    static Stream<ClientKind> all() {
        return Arrays.stream(values());
    }

    String topic() {
        return "from-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isHere() {
        return switch (this) {
            case FIPS_JAVA_17 -> Jdk.find(17).isPresent();
            case FIPS_JAVA_25 -> Jdk.find(25).isPresent();
            case SUNJSSE -> true;
            case KCAT -> ForeignClients.hasKcat();
            case KAFKAJS -> ForeignClients.hasKafkaJs();
        };
    }

    CommandResult write(Tools tools, List<String> records) {
        String input = String.join("\n", records) + "\n";
        return switch (this) {
            case FIPS_JAVA_17, FIPS_JAVA_25, SUNJSSE ->
                java(tools, "org.apache.kafka.tools.ConsoleProducer", input, "--topic", topic());
            case KCAT -> kcat(tools, input, "-P", "-t", topic(), "-X", "acks=all");
            case KAFKAJS -> kafkaJs(tools, input, "write", topic(), "0");
        };
    }

    /** What it prints of that many records of all these topics. */
    String read(Tools tools, List<String> topics, int records) {
        return switch (this) {
            case FIPS_JAVA_17, FIPS_JAVA_25, SUNJSSE ->
                java(
                                tools,
                                "org.apache.kafka.tools.consumer.ConsoleConsumer",
                                "",
                                "--include",
                                String.join("|", topics),
                                "--from-beginning",
                                "--max-messages",
                                Integer.toString(records),
                                "--timeout-ms",
                                "60000")
                        .output();
            case KCAT ->
                topics.stream()
                        .map(topic -> kcat(tools, "", "-C", "-t", topic, "-o", "beginning", "-e", "-q")
                                .output())
                        .collect(Collectors.joining("\n"));
            case KAFKAJS ->
                kafkaJs(tools, "", "read", String.join(",", topics), Integer.toString(records))
                        .output();
        };
    }

    private CommandResult java(Tools tools, String mainClass, String input, String... more) {
        Path config = tools.folder().resolve(this == SUNJSSE ? "sunjsse.properties" : "fips.properties");
        List<String> arguments = new ArrayList<>(List.of(
                "--bootstrap-server", tools.cluster().bootstrapServers(), "--command-config", config.toString()));
        arguments.addAll(List.of(more));
        return program(tools).run(mainClass, arguments, input, TIMEOUT);
    }

    private JavaProgram program(Tools tools) {
        if (this == SUNJSSE) {
            return new JavaProgram(
                    Jdk.current(), List.of(), List.of(tools.cluster().kafka().classPath()));
        }
        Jdk jdk = Jdk.find(this == FIPS_JAVA_17 ? 17 : 25).orElseThrow();
        return new FipsCluster.Layout(tools.folder(), tools.cluster().kafka(), FipsCluster.Layout.builtPlugins(), jdk)
                .program();
    }

    private static CommandResult kcat(Tools tools, String input, String... more) {
        String identity = tools.cluster().pem("client").toString();
        List<String> command = new ArrayList<>(List.of(
                "kcat",
                "-b",
                tools.cluster().bootstrapServers(),
                "-X",
                "security.protocol=ssl",
                "-X",
                "ssl.ca.location=" + tools.cluster().authority(),
                "-X",
                "ssl.certificate.location=" + identity,
                "-X",
                "ssl.key.location=" + identity,
                "-X",
                "ssl.endpoint.identification.algorithm=https"));
        command.addAll(List.of(more));
        return Command.run(command, Map.of(), input, TIMEOUT);
    }

    private static CommandResult kafkaJs(Tools tools, String input, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "node",
                KAFKAJS_FILES.resolve("client.js").toString(),
                tools.cluster().bootstrapServers(),
                tools.cluster().authority().toString(),
                tools.cluster().pem("client").toString()));
        command.addAll(List.of(more));
        return Command.run(command, ForeignClients.kafkaJsEnvironment(), input, TIMEOUT);
    }
}
