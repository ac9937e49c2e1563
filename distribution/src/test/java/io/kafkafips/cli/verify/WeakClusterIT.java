package io.kafkafips.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.cli.CliRun;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FreshFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code kafka-fips verify} on stock Kafka that was weakened on purpose: exactly the tests of each weakness go red. */
@Tag("conformance")
class WeakClusterIT {
    private static final String HANDSHAKES = "ssl-3,tls-*,suite-*,group-*,signature-*,extended-*,compression,"
            + "renegotiation-*,certificate-*,client-*";
    private static final Path STORE = Checkout.root().resolve("distribution/target/e2e/verify-weak-store");

    private static WeakCluster cluster;
    private static String admin;

    @BeforeAll
    static void start() throws Exception {
        FreshFolder.of(STORE);
        Map<String, Map<String, String>> listeners = new TreeMap<>();
        listeners.put("CBC", WeakCluster.suites("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"));
        listeners.put("CHACHA", WeakCluster.suites("TLS_CHACHA20_POLY1305_SHA256"));
        listeners.put("NOAUTH", Map.of("ssl.client.auth", "none"));
        listeners.put("WANTED", Map.of("ssl.client.auth", "requested"));
        listeners.put("PLAIN", Map.of());
        cluster = new WeakCluster("verify-weak", listeners, weakSettings());
        admin = cluster.client("admin").toString();
        try (Admin client = Admin.create(cluster.adminSettings())) {
            client.createTopics(List.of(new NewTopic("orders", 1, (short) 1)))
                    .all()
                    .get();
            client.createAcls(List.of(new AclBinding(
                            new ResourcePattern(ResourceType.TOPIC, "public", PatternType.LITERAL),
                            new AccessControlEntry("User:*", "*", AclOperation.READ, AclPermissionType.ALLOW))))
                    .all()
                    .get();
        }
    }

    private static Map<String, String> weakSettings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:CN=weak;User:CN=admin");
        settings.put("allow.everyone.if.no.acl.found", "true");
        settings.put("remote.log.storage.system.enable", "true");
        settings.put(
                "remote.log.storage.manager.class.name", "io.kafkafips.tiered.directory.DirectoryRemoteStorageManager");
        settings.put("rsm.config.directory.path", STORE.toString());
        settings.put("remote.log.metadata.manager.listener.name", "PLAIN");
        settings.put("rlmm.config.remote.log.metadata.topic.replication.factor", "1");
        settings.put("rlmm.config.remote.log.metadata.topic.num.partitions", "1");
        settings.put("remote.log.manager.task.interval.ms", "500");
        settings.put("log.retention.check.interval.ms", "500");
        settings.put("log.initial.task.delay.ms", "500");
        return settings;
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void verify_weakenedCluster_exactlyTheTestsOfItsWeaknessesFail() throws Exception {
        Set<String> failed = failures(
                "--unauthorized-config",
                cluster.client("nobody").toString(),
                "--refused-config",
                cluster.client("former").toString(),
                "--plaintext",
                cluster.address("PLAIN"),
                "--invalid-record-topic",
                "orders",
                "--tiered",
                "--store",
                STORE.toString(),
                "--broker-log",
                cluster.log().toString());

        assertThat(failed)
                .containsExactlyInAnyOrder(
                        "client-refused-identity",
                        "plaintext-on-tls",
                        "plaintext-port",
                        "listener-protocols",
                        "acl-everybody",
                        "deny-topic",
                        "deny-create",
                        "deny-group",
                        "deny-cluster",
                        "record-invalid",
                        "tiered-ciphertext",
                        "attestation");
    }

    @ParameterizedTest
    @CsvSource({
        "CBC, suite-cbc",
        "CHACHA, suite-chacha20",
        "WANTED, client-no-certificate",
        "NOAUTH, client-no-certificate client-self-made-certificate"
    })
    void verify_weakenedListener_exactlyItsTestsFail(String listener, String expected) throws Exception {
        assertThat(failures("--only", HANDSHAKES, "--controller", cluster.address(listener)))
                .containsExactlyInAnyOrder(expected.split(" "));
    }

    @Test
    void verify_clusterWithoutAuthorizer_itsTestsFail() throws Exception {
        try (WeakCluster open = new WeakCluster("verify-open", Map.of(), Map.of())) {
            assertThat(failuresOf(
                            open,
                            open.client("admin").toString(),
                            "--only",
                            "authorizer,acl-*,deny-*,record-round-trip",
                            "--unauthorized-config",
                            open.client("nobody").toString()))
                    .containsExactlyInAnyOrder(
                            "authorizer", "acl-everybody", "deny-topic", "deny-create", "deny-group", "deny-cluster");
        }
    }

    private static Set<String> failures(String... arguments) throws Exception {
        return failuresOf(cluster, admin, arguments);
    }

    private static Set<String> failuresOf(WeakCluster weak, String config, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("verify", "--json"));
        all.addAll(List.of("--bootstrap-server", weak.base(), "--command-config", config));
        all.addAll(List.of(arguments));
        CliRun run = CliRun.of(all);
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
        Set<String> failed = new TreeSet<>();
        for (JsonNode test : new ObjectMapper().readTree(run.out()).get("tests")) {
            if (test.get("result").textValue().equals("fail")) {
                failed.add(test.get("test").textValue());
            }
        }
        return failed;
    }
}
