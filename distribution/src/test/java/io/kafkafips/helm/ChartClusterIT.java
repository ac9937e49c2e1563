package io.kafkafips.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real controller and broker started from the settings that the chart renders, with every plug-in in use. */
class ChartClusterIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/e2e/helm");
    private static final List<KafkaNode> NODES = new ArrayList<>();

    private static ChartNodes chart;
    private static Manifests manifests;
    private static FipsCluster identities;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        Chart.assumeHelm();
        FreshFolder.of(FOLDER);
        FipsCluster.Layout layout = new FipsCluster.Layout(
                FOLDER, KafkaRuntime.resolve("4.3.1"), FipsCluster.Layout.builtPlugins(), Jdk.current());
        identities = FipsCluster.prepare(layout);
        chart = new ChartNodes(layout, identities);
        manifests = chart.render();
        NODES.add(chart.start(manifests, "controller"));
        NODES.add(chart.start(manifests, "broker"));
        NODES.forEach(node -> node.awaitStarted(TIMEOUT));
        admin = Admin.create(clientSettings());
    }

    @AfterAll
    static void stop() {
        if (admin != null) {
            admin.close();
        }
        for (int i = NODES.size() - 1; i >= 0; i--) {
            NODES.get(i).close();
        }
    }

    private static Map<String, Object> clientSettings() {
        return new HashMap<>(identities.stores("admin").clientSettings(chart.bootstrapServers()));
    }

    @Test
    void settings_ofTheChart_putEveryPluginInForce() throws Exception {
        NewTopic orders = new NewTopic("orders", 1, (short) 1).configs(Map.of("remote.storage.enable", "true"));
        admin.createTopics(List.of(orders)).all().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);

        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(clientSettings(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("orders", "{\"amount\": 1}")).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("orders", "no json"))
                            .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(InvalidRecordException.class);
        }
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "orders");
        AlterConfigOp unclean =
                new AlterConfigOp(new ConfigEntry("unclean.leader.election.enable", "true"), AlterConfigOp.OpType.SET);
        assertThatThrownBy(() -> admin.incrementalAlterConfigs(Map.of(topic, List.of(unclean)))
                        .all()
                        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(PolicyViolationException.class);
    }

    /** Kafka's client of that topic has TLS settings of its own, all of them from the chart. */
    @Test
    void settings_ofTieredStorage_connectItsMetadataClients() throws Exception {
        Set<String> topics = Set.of();
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!topics.contains("__remote_log_metadata") && System.nanoTime() < deadline) {
            topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            Thread.sleep(200);
        }

        assertThat(topics).contains("__remote_log_metadata");
    }

    @Test
    void nodes_bothRoles_attestTheirJvmAndKeepAuditTrails() throws Exception {
        for (KafkaNode node : NODES) {
            assertThat(node.logText()).contains("FIPS attestation: uses module BouncyCastle Security Provider");
        }
        assertThat(trails("controller")).anyMatch(file -> file.startsWith("audit-controller-100-"));
        assertThat(trails("broker")).anyMatch(file -> file.startsWith("audit-broker-0-"));
    }

    private static List<String> trails(String role) throws Exception {
        try (Stream<Path> files = Files.list(FOLDER.resolve(role).resolve("var/lib/kafka-audit/trails"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void agent_inTheFlagsOfTheChart_isAJarOfTheLibs() {
        String flags =
                manifests.one(ConfigMap.class, "r-kafka-fips-broker").getData().get("jvm.args");

        assertThat(flags.lines().filter(flag -> flag.startsWith("-javaagent:")))
                .singleElement()
                .satisfies(flag -> assertThat(
                                FipsCluster.Layout.builtPlugins().resolve(flag.substring(flag.lastIndexOf('/') + 1)))
                        .exists());
    }
}
