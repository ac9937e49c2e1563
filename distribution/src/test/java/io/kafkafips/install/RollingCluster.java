package io.kafkafips.install;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.FipsJvm;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.JavaProgram;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.Ports;
import io.kafkafips.testkit.TlsStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Three nodes that are broker and controller each, every one with a Kafka folder of its own, which an installation can change while the
 * node is down. A node runs either as stock (TLS by the JDK, Kafka's own authorizer, an ordinary JVM) or with our plug-ins in a
 * FIPS-only JVM, on what lies in its folder. Not thread-safe.
 */
final class RollingCluster implements AutoCloseable {
    static final List<Integer> IDS = List.of(1, 2, 3);
    private static final String PASSWORD = "throw-away-password";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    private final Path folder;
    private final Pki root = Pki.root("CN=Throw-away CA,O=Example");
    private final List<Integer> ports = Ports.free(2 * IDS.size());
    private final Map<Integer, StockKafka> kafkas = new TreeMap<>();
    private final Map<Integer, TlsStores> stores = new TreeMap<>();
    private final Map<Integer, KafkaNode> nodes = new LinkedHashMap<>();

    RollingCluster(Path folder, KafkaRuntime runtime) {
        this.folder = folder;
        root.writePem(folder.resolve("ca.pem"));
        for (int id : IDS) {
            kafkas.put(id, StockKafka.layOut(folder.resolve("kafka-" + id), runtime));
            Identity identity = root.issue(CertificateSpec.localServer("CN=node-" + id + ",O=Example"));
            identity.writePem(folder.resolve("node-" + id + ".pem"));
            stores.put(id, TlsStores.write(folder, "node-" + id, identity, root, PASSWORD));
        }
    }

    StockKafka kafka(int id) {
        return kafkas.get(id);
    }

    /** Starts all nodes as stock. */
    void start() {
        IDS.forEach(id -> launch(id, false));
        nodes.values().forEach(node -> node.awaitStarted(START_TIMEOUT));
    }

    void stop(int id) {
        nodes.get(id).close();
    }

    void start(int id, boolean ours) {
        launch(id, ours);
        nodes.get(id).awaitStarted(START_TIMEOUT);
    }

    private void launch(int id, boolean ours) {
        StockKafka kafka = kafkas.get(id);
        List<String> flags = new ArrayList<>();
        if (ours) {
            // the same flags, on the file that the installation put there
            Path security = kafka.home().resolve("config/kafka-fips");
            FipsJvm.flags(Jdk.current(), folder.resolve("flags")).stream()
                    .map(flag -> flag.replace(folder.resolve("flags").toString(), security.toString()))
                    .forEach(flags::add);
        }
        flags.add("-Dlog4j2.configurationFile=" + kafka.home().resolve("config/log4j2.properties"));
        JavaProgram program = new JavaProgram(Jdk.current(), flags, List.of(kafka.classPath()));
        nodes.put(
                id,
                KafkaNode.start(new KafkaNode.Spec(
                        "node-" + id,
                        folder,
                        program,
                        List.of("-Dkafka.log.level=INFO", "-XX:TieredStopAtLevel=1"),
                        "4L6g3nShT-eMCtK--X86sw",
                        settings(id, ours))));
    }

    private Map<String, String> settings(int id, boolean ours) {
        Map<String, String> settings = new TreeMap<>(ours ? oursAlone(id) : stockAlone(id));
        settings.put("node.id", Integer.toString(id));
        settings.put("process.roles", "broker,controller");
        settings.put("listeners", "CLIENTS://localhost:" + port(id) + ",CONTROLLER://localhost:" + controllerPort(id));
        settings.put(
                "controller.quorum.voters",
                IDS.stream()
                        .map(voter -> voter + "@localhost:" + controllerPort(voter))
                        .collect(Collectors.joining(",")));
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("listener.security.protocol.map", "CONTROLLER:SSL,CLIENTS:SSL");
        settings.put("ssl.client.auth", "required");
        settings.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/,DEFAULT");
        settings.put("super.users", "User:node-1;User:node-2;User:node-3;User:admin");
        settings.put("auto.create.topics.enable", "false");
        // on a busy machine a heartbeat, or an election, may come later than Kafka's defaults have it
        settings.put("broker.session.timeout.ms", "60000");
        settings.put("controller.quorum.election.timeout.ms", "5000");
        settings.put("controller.quorum.fetch.timeout.ms", "10000");
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }

    private Map<String, String> stockAlone(int id) {
        return Map.of(
                "ssl.keystore.type", "PEM",
                "ssl.keystore.location", folder.resolve("node-" + id + ".pem").toString(),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", folder.resolve("ca.pem").toString(),
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    }

    private Map<String, String> oursAlone(int id) {
        Map<String, String> settings = new TreeMap<>(stores.get(id).settings());
        settings.put("authorizer.class.name", "io.kafkafips.authorizer.kafka.CertificateAuthorizer");
        settings.put("principal.builder.class", "io.kafkafips.authorizer.kafka.CertificatePrincipalBuilder");
        settings.put("audit.directory", folder.resolve("audit-" + id).toString());
        return settings;
    }

    private int port(int id) {
        return ports.get(id - 1);
    }

    private int controllerPort(int id) {
        return ports.get(IDS.size() + id - 1);
    }

    /** Settings of a client with a new certificate of that name. */
    Map<String, Object> client(String name) {
        TlsStores identity = TlsStores.write(
                folder, name, root.issue(CertificateSpec.of("CN=" + name + ",O=Example")), root, PASSWORD);
        Map<String, Object> settings = new LinkedHashMap<>(identity.clientSettings(
                IDS.stream().map(id -> "localhost:" + port(id)).collect(Collectors.joining(","))));
        settings.put("default.api.timeout.ms", "240000");
        return settings;
    }

    /** The whole log of a node, over all its starts. */
    String log(int id) {
        return nodes.get(id).logText();
    }

    @Override
    public void close() {
        nodes.values().forEach(KafkaNode::close);
    }
}
