package io.kafkafips.tls;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.NodeSettings;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.Ports;
import io.kafkafips.testkit.TlsStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A dedicated controller and two brokers on different Java releases, each in a FIPS-only JVM with the TLS engine on every listener. */
final class MixedCluster implements AutoCloseable {
    private static final String PASSWORD = "throw-away-password";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);

    private final Path folder;
    private final KafkaRuntime kafka = KafkaRuntime.resolve("4.3.1");
    private final Pki root = Pki.root("CN=Throw-away CA,O=Example");
    private final List<Integer> ports = Ports.free(3);
    private final List<KafkaNode> nodes = new ArrayList<>();

    MixedCluster(Path folder) {
        this.folder = folder;
        root.writePem(authority());
    }

    /** Starts the controller on this JVM's release, broker 2 on the first and broker 3 on the second. */
    MixedCluster start(Jdk first, Jdk second) {
        Map<String, String> controller = settings().controller(tls("controller"));
        nodes.add(KafkaNode.start(spec("controller", Jdk.current(), controller)));
        nodes.add(KafkaNode.start(spec("broker-2", first, broker(2))));
        nodes.add(KafkaNode.start(spec("broker-3", second, broker(3))));
        nodes.forEach(node -> node.awaitStarted(START_TIMEOUT));
        return this;
    }

    private KafkaNode.Spec spec(String name, Jdk jdk, Map<String, String> settings) {
        FipsCluster.Layout layout = new FipsCluster.Layout(folder, kafka, FipsCluster.Layout.builtPlugins(), jdk);
        return new KafkaNode.Spec(
                name, folder, layout.program(), List.of("-Dkafka.log.level=INFO"), "4L6g3nShT-eMCtK--X86sw", settings);
    }

    private Map<String, String> broker(int id) {
        Map<String, String> settings = settings().broker(id, ports.get(id - 1), tls("broker-" + id));
        settings.put("default.replication.factor", "2");
        settings.put("min.insync.replicas", "2");
        settings.put("offsets.topic.replication.factor", "2");
        settings.put("transaction.state.log.replication.factor", "2");
        return settings;
    }

    private NodeSettings settings() {
        return new NodeSettings("localhost", "CLIENTS", ports.get(0));
    }

    private Map<String, String> tls(String name) {
        return identity(name, CertificateSpec.localServer("CN=" + name + ",O=Example"))
                .settings();
    }

    TlsStores identity(String name, CertificateSpec spec) {
        Identity identity = root.issue(spec);
        identity.writePem(pem(name));
        return TlsStores.write(folder, name, identity, root, PASSWORD);
    }

    Path pem(String name) {
        return folder.resolve(name + ".pem");
    }

    Path authority() {
        return folder.resolve("ca.pem");
    }

    KafkaRuntime kafka() {
        return kafka;
    }

    String bootstrapServers() {
        return "localhost:" + ports.get(1) + ",localhost:" + ports.get(2);
    }

    @Override
    public void close() {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            nodes.get(i).close();
        }
    }
}
