package io.kafkafips.observability;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A controller and a broker with all plug-ins, each with the JMX exporter's agent and our rules in its FIPS-only JVM. */
final class MonitoredCluster implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);
    private static final String POLICY = """
            version: 1
            registries:
              - {name: main, url: ["https://127.0.0.1:%d"], truststore: %s, subjects: [orders-value]}
            policies:
              - name: orders
                topics: ["orders"]
                value: [{rule: json}]
              - name: schemas
                topics: ["schemas"]
                value: [{rule: schema-id, registry: main}]
            """;

    private final FipsCluster cluster;
    private final List<Integer> exporterPorts;
    private final List<KafkaNode> nodes;

    private MonitoredCluster(FipsCluster cluster, List<Integer> exporterPorts, List<KafkaNode> nodes) {
        this.cluster = cluster;
        this.exporterPorts = exporterPorts;
        this.nodes = nodes;
    }

    /** @param agent the exporter's jar */
    static MonitoredCluster start(Path folder, Path agent) throws Exception {
        FreshFolder.of(folder);
        FipsCluster cluster = FipsCluster.prepare(new FipsCluster.Layout(
                folder, KafkaRuntime.resolve("4.3.1"), FipsCluster.Layout.builtPlugins(), Jdk.current()));
        cluster.identity("mallory", CertificateSpec.of("CN=mallory,OU=research,O=Example"));
        List<Integer> ports = Ports.free(3);
        Path ca = folder.resolve("pki/ca.pem");
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY.formatted(ports.get(2), ca));
        Path crl = cluster.authority().writeCrl(folder.resolve("ca.crl"));

        Map<String, String> controller = cluster.controllerSettings();
        controller.put("alter.config.policy.class.name", "io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy");
        controller.put("alter.config.policy.fixed", "unclean.leader.election.enable:false");
        Map<String, String> broker = cluster.brokerSettings();
        broker.put("record.validation.policy.file", policy.toString());
        broker.put("fips.tls.revocation.mode", "crl");
        broker.put("fips.tls.revocation.crl.locations", crl.toString());
        List<KafkaNode> nodes = List.of(
                cluster.startAlone("controller", controller, List.of(exporter(agent, ports.get(0)))),
                cluster.startAlone("broker", broker, List.of(cluster.agentFlag(), exporter(agent, ports.get(1)))));
        MonitoredCluster started = new MonitoredCluster(cluster, ports.subList(0, 2), nodes);
        try {
            nodes.forEach(node -> node.awaitStarted(START_TIMEOUT));
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private static String exporter(Path agent, int port) {
        return "-javaagent:" + agent + "=127.0.0.1:" + port + ":" + MonitoringFiles.EXPORTER_RULES;
    }

    List<Integer> exporterPorts() {
        return exporterPorts;
    }

    FipsCluster parts() {
        return cluster;
    }

    /** Settings of a client, patient on a busy machine. */
    Map<String, Object> client(String identity) {
        Map<String, Object> settings = new HashMap<>(cluster.clientSettings(identity));
        settings.put("default.api.timeout.ms", "120000");
        return settings;
    }

    @Override
    public void close() {
        nodes.get(1).close();
        nodes.get(0).close();
    }
}
