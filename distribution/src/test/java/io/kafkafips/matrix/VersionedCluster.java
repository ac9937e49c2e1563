package io.kafkafips.matrix;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.Ports;
import io.kafkafips.testkit.TlsStores;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A dedicated controller and two brokers of one release of Kafka, whose nodes can change their authorizer and principal builder one by
 * one. FIPS-only JVMs, our TLS engine with mutual TLS on every listener. Node 1 is the controller. Not thread-safe.
 */
final class VersionedCluster implements AutoCloseable {
    static final int CONTROLLER = 1;
    static final List<Integer> BROKERS = List.of(2, 3);
    private static final String PASSWORD = "throw-away-password";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Pattern FAULT =
            Pattern.compile("(NoSuchMethod|NoSuchField|NoClassDefFound|AbstractMethod|IncompatibleClassChange)Error"
                    + "|ClassNotFoundException|Encountered .*fault|\\] (ERROR|FATAL) .*kafkafips");

    private final Path folder;
    private final KafkaRuntime kafka;
    private final Pki root = Pki.root("CN=Throw-away CA,O=Example");
    private final List<Integer> ports = Ports.free(3);
    private final Map<Integer, TlsStores> stores = new TreeMap<>();
    private final Map<Integer, KafkaNode> nodes = new LinkedHashMap<>();

    /** Who decides on a node, and who names the client. */
    enum Access {
        STOCK(
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder"),
        OURS(
                "io.kafkafips.authorizer.kafka.CertificateAuthorizer",
                "io.kafkafips.authorizer.kafka.CertificatePrincipalBuilder");

        private final String authorizer;
        private final String builder;

        Access(String authorizer, String builder) {
            this.authorizer = authorizer;
            this.builder = builder;
        }
    }

    VersionedCluster(Path folder, KafkaRuntime kafka) {
        this.folder = folder;
        this.kafka = kafka;
        for (int id = CONTROLLER; id <= ports.size(); id++) {
            stores.put(
                    id,
                    identity("node-" + id, CertificateSpec.localServer("CN=node-" + id + ",OU=platform,O=Example")));
        }
    }

    /** Issues a certificate and writes its stores. */
    TlsStores identity(String name, CertificateSpec spec) {
        Identity identity = root.issue(spec);
        return TlsStores.write(folder, name, identity, root, PASSWORD);
    }

    /** Starts all nodes. */
    void start(Access access) {
        stores.keySet().forEach(id -> launch(id, access));
        nodes.values().forEach(node -> node.awaitStarted(START_TIMEOUT));
    }

    /** Starts one node that is broker and controller, beside nothing else. */
    void startCombined(Access access) {
        Map<String, String> settings = settings(BROKERS.get(0), access);
        settings.put("process.roles", "broker,controller");
        settings.put("listeners", "CLIENTS://localhost:" + port(2) + ",CONTROLLER://localhost:" + port(CONTROLLER));
        settings.put("controller.quorum.voters", "2@localhost:" + port(CONTROLLER));
        settings.put("offsets.topic.replication.factor", "1");
        launch(BROKERS.get(0), settings);
        node(BROKERS.get(0)).awaitStarted(START_TIMEOUT);
    }

    /** Stops a node as an operator does, and starts it again with another authorizer and builder. */
    void restart(int id, Access access) {
        node(id).close();
        launch(id, access);
        node(id).awaitStarted(START_TIMEOUT);
    }

    private void launch(int id, Access access) {
        launch(id, settings(id, access));
    }

    private void launch(int id, Map<String, String> settings) {
        FipsCluster.Layout layout =
                new FipsCluster.Layout(folder, kafka, FipsCluster.Layout.builtPlugins(), Jdk.current());
        nodes.put(
                id,
                KafkaNode.start(new KafkaNode.Spec(
                        "node-" + id,
                        folder,
                        layout.program(),
                        List.of("-Dkafka.log.level=INFO", "-XX:TieredStopAtLevel=1"),
                        "4L6g3nShT-eMCtK--X86sw",
                        settings)));
    }

    private Map<String, String> settings(int id, Access access) {
        Map<String, String> settings = new TreeMap<>(stores.get(id).settings());
        boolean controller = id == CONTROLLER;
        settings.put("node.id", Integer.toString(id));
        settings.put("process.roles", controller ? "controller" : "broker");
        settings.put("listeners", (controller ? "CONTROLLER" : "CLIENTS") + "://localhost:" + port(id));
        settings.put("controller.quorum.voters", CONTROLLER + "@localhost:" + port(CONTROLLER));
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "CONTROLLER:SSL,CLIENTS:SSL");
        if (!controller) {
            settings.put("inter.broker.listener.name", "CLIENTS");
        }
        settings.put("ssl.client.auth", "required");
        settings.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/,DEFAULT");
        settings.put("super.users", "User:node-1;User:node-2;User:node-3;User:admin");
        settings.put("authorizer.class.name", access.authorizer);
        settings.put("principal.builder.class", access.builder);
        settings.put("audit.directory", folder.resolve("audit").toString());
        settings.put("auto.create.topics.enable", "false");
        // on a busy machine a heartbeat may come later than the nine seconds of Kafka's default
        settings.put("broker.session.timeout.ms", "60000");
        settings.put("offsets.topic.replication.factor", "2");
        settings.put("offsets.topic.num.partitions", "2");
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }

    private int port(int id) {
        return ports.get(id - CONTROLLER);
    }

    private KafkaNode node(int id) {
        KafkaNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("No node " + id + " runs");
        }
        return node;
    }

    /** Settings of a client. */
    Map<String, Object> client(TlsStores identity) {
        Map<String, Object> settings =
                new LinkedHashMap<>(identity.clientSettings("localhost:" + port(2) + ",localhost:" + port(3)));
        // a controller that starts on a busy machine takes longer than the minute of Kafka's default
        settings.put("default.api.timeout.ms", "240000");
        return settings;
    }

    /** What the nodes logged that tells of a class or method that this release lacks, or of a fault of a plug-in. */
    List<String> faults() {
        return faults(nodes.values());
    }

    /** The same of any nodes. */
    static List<String> faults(Collection<KafkaNode> nodes) {
        return nodes.stream()
                .flatMap(node -> node.logText().lines())
                .filter(FAULT.asPredicate())
                .toList();
    }

    /** The whole log of a node, over all its starts. */
    String log(int id) {
        return node(id).logText();
    }

    /** The lines of the audit trail of one role of a node, such as {@code controller-1}. */
    List<String> audit(String source) throws IOException {
        List<String> lines = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder.resolve("audit"), "audit-" + source + "-*")) {
            for (Path file : files) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    @Override
    public void close() {
        BROKERS.stream().map(nodes::get).filter(node -> node != null).forEach(KafkaNode::close);
        KafkaNode controller = nodes.get(CONTROLLER);
        if (controller != null) {
            controller.close();
        }
    }
}
