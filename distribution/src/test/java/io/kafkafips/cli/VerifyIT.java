package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.Ports;
import io.kafkafips.testkit.PropertiesFile;
import io.kafkafips.testkit.TlsStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code kafka-fips verify} on a cluster as it should be: every test passes, and nothing is left behind. */
class VerifyIT {
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/e2e/verify");
    private static final String POLICY = """
            version: 1
            policies:
              - name: orders
                topics: [orders]
                value:
                  - {rule: json, name: body-is-json}
            """;

    private static FipsCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        FreshFolder.of(FOLDER);
        cluster = FipsCluster.prepare(new FipsCluster.Layout(
                FOLDER, KafkaRuntime.resolve("4.3.1"), FipsCluster.Layout.builtPlugins(), Jdk.current()));
        cluster.identity("nobody", CertificateSpec.of("CN=nobody"));
        Instant now = Instant.now();
        cluster.identity(
                "expired",
                CertificateSpec.of("CN=expired")
                        .withValidity(now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1))));
        Path policy = Files.writeString(FOLDER.resolve("policy.yaml"), POLICY);
        cluster.start(Map.of("record.validation.policy.file", policy.toString()));
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void verify_clusterAsItShouldBe_passesEveryTest() throws Exception {
        Path junit = FOLDER.resolve("verify.xml");
        CliRun run = CliRun.of(
                "verify",
                "--bootstrap-server",
                cluster.bootstrapServers(),
                "--command-config",
                cluster.clientProperties("admin").toString(),
                "--controller",
                cluster.controllerSettings().get("listeners").replace("CONTROLLER://", ""),
                "--plaintext",
                "127.0.0.1:" + Ports.free(1).get(0),
                "--unauthorized-config",
                cluster.clientProperties("nobody").toString(),
                "--refused-config",
                cluster.clientProperties("expired") + "," + foreign(),
                "--invalid-record-topic",
                "orders",
                "--tiered",
                "--store",
                cluster.remoteStorage().toString(),
                "--broker-log",
                cluster.broker().log().toString(),
                "--junit",
                junit.toString(),
                "--json");

        assertThat(run.err()).isEmpty();
        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(results(report))
                .as(run.out())
                .allSatisfy((test, result) -> assertThat(result).as(test).isEqualTo("pass"));
        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(junit)).contains("failures=\"0\"", "name=\"suite-cbc\"");
        try (Admin admin = admin()) {
            assertThat(admin.listTopics().names().get()).noneMatch(name -> name.startsWith("kafka-fips-verify"));
        }
        assertThat(cluster.broker().logText()).doesNotContain("uncaught", "AssertionError");
    }

    @Test
    void verify_withAnAdministratorAlone_skipsWithReasons() {
        CliRun run = CliRun.of(
                "verify",
                "--bootstrap-server",
                cluster.bootstrapServers(),
                "--command-config",
                cluster.clientProperties("admin").toString(),
                "--only",
                "deny-*,record-invalid,tiered-*,client-refused-identity,plaintext-port,attestation,authorizer");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("--unauthorized-config <client properties> is not given", "--tiered is not given")
                .containsPattern("skipped: +10")
                .containsPattern("passed: +1");
    }

    private static Map<String, String> results(JsonNode report) {
        Map<String, String> results = new TreeMap<>();
        report.get("tests")
                .forEach(test -> results.put(
                        test.get("test").textValue(), test.get("result").textValue()));
        return results;
    }

    private static Path foreign() throws Exception {
        Path folder = Files.createDirectories(FOLDER.resolve("foreign"));
        Pki other = Pki.root("CN=Another CA");
        TlsStores stores = TlsStores.write(
                folder,
                "client",
                other.issue(CertificateSpec.of("CN=admin")),
                cluster.authority(),
                FipsCluster.PASSWORD);
        return PropertiesFile.write(
                folder.resolve("client.properties"), stores.clientSettings(cluster.bootstrapServers()));
    }

    private static Admin admin() {
        return Admin.create(new HashMap<String, Object>(cluster.clientSettings("admin")));
    }
}
