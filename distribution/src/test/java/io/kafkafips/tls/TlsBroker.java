package io.kafkafips.tls;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.NodeSettings;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.Ports;
import io.kafkafips.testkit.StatusUrls;
import io.kafkafips.testkit.TlsStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A real broker, its own controller, whose only plug-in is the TLS engine: mutual TLS on both listeners, in a FIPS-only JVM. Everything it
 * makes is in a folder of its own under {@code target}, which stays for a look at it.
 */
final class TlsBroker implements AutoCloseable {
    static final String PASSWORD = "throw-away-password";
    static final int NETWORK_THREADS = 3;
    private static final String CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    private final Path folder;
    private final Pki root = Pki.root("CN=Throw-away CA,O=Example");
    private final List<Integer> ports = Ports.free(2);
    private final TlsStores stores;
    private @Nullable KafkaNode node;

    private TlsBroker(String name) {
        folder = FreshFolder.of(
                Checkout.root().resolve("distribution/target/tls").resolve(name));
        root.writePem(authority());
        root.writeAuthorityPem(folder.resolve("ca-with-key.pem"));
        stores = identity("broker", CertificateSpec.localServer("CN=broker,O=Example"));
    }

    /** One that has an authority and is not started. */
    static TlsBroker prepare(String name) {
        return new TlsBroker(name);
    }

    /** One that serves. */
    static TlsBroker start(String name, Map<String, String> more) {
        return prepare(name).start(more);
    }

    /** Its listeners, as {@code listeners} names them. */
    String listeners() {
        return settings().get("listeners");
    }

    private Map<String, String> settings() {
        return new NodeSettings("127.0.0.1", "CLIENTS", ports.get(1)).combined(port(), stores.settings());
    }

    /** Starts it with further settings, and waits. */
    TlsBroker start(Map<String, String> more) {
        FipsCluster.Layout layout = new FipsCluster.Layout(
                folder, KafkaRuntime.resolve("4.3.1"), FipsCluster.Layout.builtPlugins(), Jdk.current());
        Map<String, String> settings = settings();
        settings.put("num.network.threads", Integer.toString(NETWORK_THREADS));
        settings.putAll(more);
        node = KafkaNode.start(new KafkaNode.Spec(
                "broker", folder, layout.program(), List.of("-Dkafka.log.level=INFO"), CLUSTER_ID, settings));
        node.awaitStarted(START_TIMEOUT);
        return this;
    }

    /** Issues a certificate and writes its stores and {@code NAME.pem}. */
    TlsStores identity(String name, CertificateSpec spec) {
        return identity(name, spec, StatusUrls.NONE);
    }

    /** The same, with pointers to where its status can be asked. */
    TlsStores identity(String name, CertificateSpec spec, StatusUrls urls) {
        Identity identity = root.issue(spec, urls);
        identity.writePem(pem(name));
        return TlsStores.write(folder, name, identity, root, PASSWORD);
    }

    /** Key and chain of an identity. */
    Path pem(String name) {
        return folder.resolve(name + ".pem");
    }

    Path authority() {
        return folder.resolve("ca.pem");
    }

    Pki root() {
        return root;
    }

    Path folder() {
        return folder;
    }

    int port() {
        return ports.get(0);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    KafkaNode node() {
        return Objects.requireNonNull(node, "the broker is not started");
    }

    /** The lines that must never be there: a network thread that met what Kafka does not expect. */
    List<String> alarms() {
        return node().logText()
                .lines()
                .filter(line -> line.contains(" ERROR ")
                        || line.contains("uncaught")
                        || line.contains("AssertionError")
                        || line.contains("Unexpected error"))
                // a slow machine, in the first seconds
                .filter(line -> !line.contains("kafka.server.ControllerRegistrationManager"))
                .toList();
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
    }
}
