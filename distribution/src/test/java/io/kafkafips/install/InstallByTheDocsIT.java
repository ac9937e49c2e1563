package io.kafkafips.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/install.md} alone, from the archive to a record that came back over TLS, on a Kafka as its tarball lays it out. The test
 * brings what the page leaves to the operator: certificates, and the host names, paths and passwords of his settings.
 */
class InstallByTheDocsIT {
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/e2e/install");
    private static final String PASSWORD = "throw-away-password";
    private static final String STARTED = "Kafka Server started";

    private final InstallPage page = InstallPage.read();
    private final List<Process> servers = new ArrayList<>();
    private StockKafka kafka;
    private Map<String, String> places;

    @BeforeEach
    void prepare() throws IOException {
        // a build without the profile "bundle" makes no archives
        assumeTrue(Files.isRegularFile(Archive.built().tarball()), "no archive: -Dquick without -Pbundle");
        FreshFolder.of(FOLDER);
        kafka = StockKafka.layOut(FOLDER.resolve("kafka"), KafkaRuntime.resolve("4.3.1"));
        List<Integer> ports = Ports.free(2);
        places = new LinkedHashMap<>();
        places.put("<version>", Archive.built().version());
        places.put("java.security.17", "java.security." + release());
        places.put("/opt/", FOLDER + "/");
        places.put("-C /opt", "-C " + FOLDER);
        places.put("/etc/kafka", FOLDER + "/etc");
        places.put("/var/lib/kafka/data", FOLDER + "/data/ROLE");
        places.put("/var/log/kafka/audit", FOLDER + "/audit");
        places.put("/mnt/", FOLDER + "/mnt/");
        places.put("controller-1.example.org:9094", "localhost:" + ports.get(0));
        places.put("broker-1.example.org:9093", "localhost:" + ports.get(1));
        places.put("CHANGE-ME", PASSWORD);
        // a cluster of one broker, as the file says
        places.put("replication.factor=3", "replication.factor=1");
        places.put("log.min.isr=2", "log.min.isr=1");
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (int i = servers.size() - 1; i >= 0; i--) {
            Process server = servers.get(i);
            server.destroy();
            if (!server.waitFor(1, TimeUnit.MINUTES)) {
                server.descendants().forEach(ProcessHandle::destroyForcibly);
                server.destroyForcibly();
            }
        }
    }

    @Test
    void page_onAStockKafka_leadsToARecordThatCameBackOverTls() throws Exception {
        List<String> stock = kafka.libs();
        run(Archive.built().folder(), "unpack");
        run(FOLDER, "install");
        assertThat(kafka.libs()).containsAll(stock).hasSize(stock.size() + bundled());

        certificates();
        settings();
        run(FOLDER, "keys");
        Process controller = server("controller", block("flags"));
        Process broker = server("broker", block("flags") + block("agent"));
        Shell.awaitLine(controller, log("controller"), STARTED);
        Shell.awaitLine(broker, log("broker"), STARTED);

        String printed = result(FOLDER, block("flags") + nativeAccess() + block("client"));

        assertThat(printed.lines()).contains("{\"order\": 1}");
        assertThat(Files.readString(log("broker")))
                .contains("FIPS attestation: uses module")
                .contains("Tiered storage encryption", "CertificateAuthorizer");
        stop();
        servers.clear();
        String undo = result(
                FOLDER, block("install").lines().findFirst().orElseThrow().replace("--dry-run", "--undo --json"));
        assertThat(undo).contains("\"result\" : \"done\"");
        assertThat(kafka.libs()).isEqualTo(stock);
    }

    private int bundled() throws IOException {
        Path libs = FOLDER.resolve(Archive.built().name()).resolve("libs");
        try (var jars = Files.list(libs)) {
            return Math.toIntExact(jars.count());
        }
    }

    private Process server(String role, String flags) {
        Process server = Shell.start(
                FOLDER,
                flags + nativeAccess() + "export KAFKA_LOG_LEVEL=-Dkafka.log.level=INFO\n" + block(role),
                log(role));
        servers.add(server);
        return server;
    }

    private static Path log(String role) {
        return FOLDER.resolve(role + ".log");
    }

    /** One host has both nodes here: a key store for each, under the name that the page has for all. */
    private void certificates() {
        Path tls = FOLDER.resolve("etc/tls");
        Pki root = Pki.root("CN=Throw-away CA,O=Example");
        write(root.issue(CertificateSpec.localServer("CN=controller-1,O=Example")), tls.resolve("controller.bcfks"));
        write(root.issue(CertificateSpec.localServer("CN=broker-1,O=Example")), tls.resolve("broker.bcfks"));
        write(root.issue(CertificateSpec.of("CN=admin,O=Example")), tls.resolve("client.bcfks"));
        root.writeBcfksTruststore(tls.resolve("truststore.bcfks"), PASSWORD);
    }

    private static void write(Identity identity, Path store) {
        try {
            Files.createDirectories(store.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        identity.writeBcfks(store, PASSWORD);
    }

    /** The files of the bundle, with what is the operator's to choose. */
    private void settings() throws IOException {
        Path config = FOLDER.resolve(Archive.built().name()).resolve("config");
        Files.createDirectories(FOLDER.resolve("mnt/tiered"));
        for (String role : List.of("controller", "broker", "client")) {
            String text = InstallPage.replaced(Files.readString(config.resolve(role + ".properties")), places)
                    .replace("ROLE", role)
                    .replace("node.bcfks", role + ".bcfks");
            Files.writeString(FOLDER.resolve("etc").resolve(role + ".properties"), text);
        }
    }

    private String nativeAccess() {
        return Jdk.current().feature() >= 24
                ? "export KAFKA_OPTS=\"$KAFKA_OPTS --enable-native-access=ALL-UNNAMED\"\n"
                : "";
    }

    private static int release() {
        int feature = Jdk.current().feature();
        return feature >= 25 ? 25 : feature >= 21 ? 21 : 17;
    }

    private String block(String name) {
        return page.block(name, places);
    }

    private void run(Path folder, String name) {
        result(folder, block(name));
    }

    private static String result(Path folder, String script) {
        CommandResult result = Shell.run(folder, script);
        assertThat(result.exitCode()).as(script + "\n" + result.output()).isZero();
        return result.output();
    }
}
