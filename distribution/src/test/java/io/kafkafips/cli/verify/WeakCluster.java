package io.kafkafips.cli.verify;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.JavaProgram;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.NodeSettings;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.Ports;
import io.kafkafips.testkit.PropertiesFile;
import io.kafkafips.testkit.TlsStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stock Kafka, broker and controller in one, with the TLS of a stock JVM and one listener for each weakness; its listener {@code BASE}
 * has none.
 */
final class WeakCluster implements AutoCloseable {
    private static final String CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw";
    private static final String BASE = "BASE";
    private static final String PLAIN = "PLAIN";
    private static final String GOOD_SUITES = "TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256,"
            + "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";

    /** What SunJSSE has off by default, and SHA-1, which only later releases have off. */
    private static final String DISABLED = "SSLv3, TLSv1, TLSv1.1, DTLSv1.0, RC4, DES, MD5withRSA, DH keySize < 2048,"
            + " EC keySize < 224, 3DES_EDE_CBC, anon, NULL, ECDH, SHA1withECDSA, SHA1withRSA, SHA1withDSA, ecdsa_sha1,"
            + " rsa_pkcs1_sha1";

    private final Path folder;
    private final Pki root = Pki.root("CN=Throw-away CA,O=Example");
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final KafkaNode node;

    /**
     * Starts one.
     *
     * @param name of its folder
     * @param listeners listeners besides {@code BASE}: name to settings of the listener
     * @param more settings of the node
     */
    WeakCluster(String name, Map<String, Map<String, String>> listeners, Map<String, String> more) {
        folder = FreshFolder.of(
                Checkout.root().resolve("distribution/target/e2e").resolve(name));
        root.writePem(folder.resolve("ca.pem"));
        List<Integer> free = Ports.free(listeners.size() + 2);
        ports.put(BASE, free.get(0));
        listeners.keySet().forEach(listener -> ports.put(listener, free.get(ports.size())));
        Map<String, String> settings = new NodeSettings("127.0.0.1", BASE, free.get(free.size() - 1))
                .combined(free.get(0), pem("weak", CertificateSpec.localServer("CN=weak")));
        settings.put("ssl.cipher.suites", GOOD_SUITES);
        settings.put("auto.create.topics.enable", "false");
        listeners.forEach((listener, own) -> {
            settings.merge(
                    "listeners", listener + "://127.0.0.1:" + ports.get(listener), (all, one) -> all + "," + one);
            settings.merge(
                    "listener.security.protocol.map",
                    listener + (listener.equals(PLAIN) ? ":PLAINTEXT" : ":SSL"),
                    (all, one) -> all + "," + one);
            settings.putAll(TlsStores.prefixed("listener.name." + listener.toLowerCase(Locale.ROOT) + ".", own));
        });
        settings.putAll(more);
        node = KafkaNode.start(new KafkaNode.Spec(
                        "node", folder, stockJvm(), List.of("-XX:TieredStopAtLevel=1"), CLUSTER_ID, settings))
                .awaitStarted(Duration.ofMinutes(3));
    }

    private JavaProgram stockJvm() {
        FipsCluster.Layout layout = new FipsCluster.Layout(
                folder, KafkaRuntime.resolve("4.3.1"), FipsCluster.Layout.builtPlugins(), Jdk.current());
        JavaProgram fips = layout.program();
        List<String> flags = new ArrayList<>(fips.jvmFlags().stream()
                .filter(flag -> flag.startsWith("-Dlog4j2"))
                .toList());
        Path security = PropertiesFile.write(
                folder.resolve("config/stock.security"), Map.of("jdk.tls.disabledAlgorithms", DISABLED));
        flags.add("-Djava.security.properties=" + security);
        flags.add("-Dkafka.log.level=INFO");
        flags.add("-Djdk.tls.namedGroups=secp256r1,secp384r1,secp521r1");
        flags.add("-Djdk.tls.server.SignatureSchemes=ecdsa_secp256r1_sha256,rsa_pss_rsae_sha256,rsa_pkcs1_sha256");
        flags.add("-Djdk.tls.allowLegacyMasterSecret=false");
        return new JavaProgram(fips.jdk(), flags, fips.classPath());
    }

    /** Stores of an identity in a form that a stock Kafka knows. */
    private Map<String, String> pem(String name, CertificateSpec spec) {
        Path key = root.issue(spec).writePem(folder.resolve(name + ".pem"));
        Map<String, String> settings = new TreeMap<>();
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", key.toString());
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", folder.resolve("ca.pem").toString());
        return settings;
    }

    /** Settings of a listener that has further cipher suites. */
    static Map<String, String> suites(String more) {
        return Map.of("ssl.cipher.suites", GOOD_SUITES + "," + more);
    }

    /** Where a listener listens. */
    String address(String listener) {
        return "127.0.0.1:" + ports.get(listener);
    }

    String base() {
        return address(BASE);
    }

    /** Client properties of an identity with our engine, for {@code BASE}. */
    Path client(String name) {
        Identity identity = root.issue(CertificateSpec.of("CN=" + name));
        TlsStores stores = TlsStores.write(folder, name, identity, root, FipsCluster.PASSWORD);
        return PropertiesFile.write(folder.resolve(name + ".properties"), stores.clientSettings(base()));
    }

    Map<String, Object> adminSettings() {
        Map<String, Object> settings = new HashMap<>();
        client("admin");
        settings.putAll(new TlsStores(
                        folder.resolve("admin.keystore.bcfks"),
                        folder.resolve("truststore.bcfks"),
                        FipsCluster.PASSWORD)
                .clientSettings(base()));
        return settings;
    }

    Path log() {
        return node.log();
    }

    @Override
    public void close() {
        node.close();
    }
}
