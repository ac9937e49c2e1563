package io.kafkafips.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code bin/kafka-fips doctor} on a real broker and its controller, as an operator uses it. */
class DoctorIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/e2e/doctor");
    private static final KafkaRuntime KAFKA = KafkaRuntime.resolve("4.3.1");

    private static FipsCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        FreshFolder.of(FOLDER);
        cluster = FipsCluster.prepare(
                new FipsCluster.Layout(FOLDER, KAFKA, FipsCluster.Layout.builtPlugins(), Jdk.current()));
        permit(FOLDER.resolve("keys"), "rwxrwx---");
        permit(Files.createDirectories(FOLDER.resolve("audit")), "rwxr-x---");
        cluster.start(
                Map.of("auto.create.topics.enable", "false"),
                Map.of("alter.config.policy.class.name", "io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy"));
        // what an operator does; the test kit leaves files as the umask has them
        for (Path folder : List.of(FOLDER.resolve("pki"), FOLDER.resolve("broker"), FOLDER.resolve("controller"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    permit(file, "rw-------");
                }
            }
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void doctor_runningBroker_hasNoErrorAndNoWarning() throws Exception {
        Map<String, String> findings = findings(doctor(
                "--pid", String.valueOf(cluster.broker().pid()), "--expires-within", "0", "--fail-on", "warning"));

        assertThat(findings)
                .doesNotContainValue("error")
                .doesNotContainValue("warning")
                .containsEntry("jvm-proof", "ok")
                .containsEntry("jvm-proof-native", "ok")
                .containsEntry("process-native", "ok")
                .containsEntry("process-replaced-jar", "ok")
                .containsEntry("validator-agent-jar", "ok")
                .containsEntry("libs-plugin-versions", "ok")
                .containsEntry("tiered-keys", "ok")
                .containsEntry("tls-start", "ok")
                .containsEntry("certificate-unfit", "ok")
                .containsEntry("audit-folder", "ok")
                .containsEntry("jvm-providers", "ok");
    }

    @Test
    void doctor_runningController_hasNoErrorAndNoWarning() throws Exception {
        Map<String, String> findings = findings(
                doctor("--pid", String.valueOf(cluster.nodes().get(0).pid()), "--expires-within", "0", "--no-probe"));

        assertThat(findings)
                .doesNotContainValue("error")
                .doesNotContainValue("warning")
                .containsEntry("alter-config-policy", "ok")
                .containsEntry("tiered-controller", "ok");
    }

    /** The live process is well; the file that the next start would read is not. */
    @Test
    void doctor_settingsSpoiltUnderABroker_areFoundBeforeTheNextStart() throws Exception {
        Path spoilt = FOLDER.resolve("spoilt.properties");
        String settings = Files.readString(cluster.broker().folder().resolve("server.properties"));
        Files.writeString(
                spoilt,
                settings + "\nssl.client.auth=none\nallow.everyone.if.no.acl.found=true\n"
                        + "listener.security.protocol.map=CONTROLLER:SSL,CLIENTS:SSL,EXTRA:PLAINTEXT\n");
        permit(spoilt, "rw-------");

        CommandResult result = doctor(
                "--pid",
                String.valueOf(cluster.broker().pid()),
                "--server-properties",
                spoilt.toString(),
                "--expires-within",
                "0",
                "--no-probe");

        assertThat(result.exitCode()).isEqualTo(1);
        Set<String> errors = new TreeSet<>();
        findings(result).forEach((id, severity) -> {
            if (severity.equals("error") || severity.equals("warning")) {
                errors.add(id);
            }
        });
        assertThat(errors).contains("listener-client-auth", "acl-open-default", "listener-plaintext");
        assertThat(result.output()).doesNotContain(FipsCluster.PASSWORD);
    }

    /** Files alone, with what a JVM with these flags says on top. */
    @Test
    void doctor_rottenFiles_includeTheRefusalOfThePlugins() throws Exception {
        CleanFolder rotten = RottenFolder.broker(FOLDER.resolve("rotten")).files();

        CommandResult result = doctor(
                "--server-properties",
                rotten.file("server.properties").toString(),
                "--jvm-options",
                rotten.file("kafka-opts").toString(),
                "--libs",
                rotten.libs().toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(findings(result)).containsEntry("jvm-proof", "error").containsEntry("jvm-approved-only", "error");
        RottenFolder.SECRETS.forEach(secret -> assertThat(result.output()).doesNotContain(secret));
    }

    private static CommandResult doctor(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Checkout.root()
                        .resolve("distribution/target/kafka-fips-plugins/bin/kafka-fips")
                        .toString(),
                "doctor",
                "--all",
                "--json"));
        command.addAll(List.of(arguments));
        Map<String, String> environment = Map.of(
                "KAFKA_HOME", String.valueOf(KAFKA.libs().getParent()),
                "JAVA_HOME", Jdk.current().home().toString());
        return Command.run(command, environment, "", TIMEOUT);
    }

    /** Id to severity, the heaviest if there are several. */
    private static Map<String, String> findings(CommandResult result) throws Exception {
        List<String> order = List.of("error", "warning", "advice", "ok", "not-examined");
        Map<String, String> findings = new TreeMap<>();
        for (JsonNode row : new ObjectMapper().readTree(result.output()).get("findings")) {
            String severity = row.get("severity").textValue();
            findings.merge(
                    row.get("id").textValue(),
                    severity,
                    (one, other) -> order.indexOf(one) <= order.indexOf(other) ? one : other);
        }
        // as the umask of the build has it
        findings.remove("libs-writable");
        return findings;
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
