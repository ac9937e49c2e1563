package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.audit.verify.AuditVerifier;
import io.kafkafips.commons.audit.verify.TrailReport;
import io.kafkafips.ssl.Conversation;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What handshakes between engines of the factory leave in the trail. */
class TlsAuditTrailTest {
    @TempDir
    Path folder;

    private final Pki root = Pki.root("CN=root");
    /** Of the same name, since a client sends no certificate that the server has not asked for. */
    private final Pki stranger = Pki.root("CN=root");

    private final Identity alice = root.issue(CertificateSpec.of("CN=alice"));
    private final List<FipsSslEngineFactory> factories = new ArrayList<>();
    private TestSettings server;

    @BeforeEach
    void settings() {
        server = TestSettings.pem(root.issue(CertificateSpec.localServer("CN=broker")), root)
                .with("ssl.client.auth", "required")
                .with("fips.tls.revocation.mode", "crl")
                .with(
                        "fips.tls.revocation.crl.locations",
                        folder.resolve("root.crl").toString())
                .with("process.roles", "broker")
                .with("node.id", "7")
                .with("audit.directory", folder.resolve("audit").toString());
        root.writeCrl(folder.resolve("root.crl"));
    }

    @AfterEach
    void close() {
        factories.forEach(FipsSslEngineFactory::close);
    }

    @Test
    void handshake_revokedCertificate_isOnRecordByIssuerAndSerialNumber() throws Exception {
        root.revoke(alice.certificate()).writeCrl(folder.resolve("root.crl"));

        talk(TestSettings.pem(alice, root), server);
        close();

        assertThat(events())
                .singleElement()
                .asString()
                .contains("\"type\":\"io.kafkafips.tls.handshake-refused.v1\"", "\"reason\":\"REVOKED\"")
                .contains("\"subject\":\"CN=alice\"", "\"issuer\":\"CN=root\"", "\"nodeId\":7,\"roles\":\"broker\"")
                .contains("\"serialNumber\":\""
                        + alice.certificate().getSerialNumber().toString(16) + "\"");
    }

    @Test
    void handshake_manyCertificatesOfAStranger_areTwoLinesWithTheirNumber() throws Exception {
        for (int i = 0; i < 5; i++) {
            Identity mallory = stranger.issue(CertificateSpec.of("CN=mallory-" + i));
            talk(TestSettings.pem(mallory, root), server);
        }
        close();

        assertThat(events()).hasSize(2);
        assertThat(events().get(0)).contains("\"count\":1,", "UNTRUSTED", "CN=mallory-0");
        assertThat(events().get(1)).contains("\"count\":4,");
    }

    @Test
    void handshake_noCertificate_isOnRecordWithTheHost() throws Exception {
        talk(TestSettings.none().withPemTrust(root), server);
        close();

        assertThat(events()).singleElement().asString().contains("NO_CERTIFICATE", "\"host\":\"10.1.2.3\"");
    }

    @Test
    void handshake_accepted_isNotOnRecord() throws Exception {
        assertThat(talk(TestSettings.pem(alice, root), server).succeeded()).isTrue();
        close();

        assertThat(events()).isEmpty();
    }

    @Test
    void configure_manyFactories_shareOneTrailUntilTheLastIsClosed() throws Exception {
        FipsSslEngineFactory first = factory(server);
        FipsSslEngineFactory second = factory(server.with("ssl.client.auth", "required"));
        first.close();
        assertThat(ending()).isEqualTo(TrailReport.Ending.OPEN);

        second.close();

        assertThat(ending()).isEqualTo(TrailReport.Ending.CLOSED);
        assertThat(files()).hasSize(1);
    }

    @Test
    void configure_client_keepsNoTrail() {
        factory(TestSettings.pem(alice, root)
                .with("audit.directory", folder.resolve("audit").toString()));

        assertThat(folder.resolve("audit")).doesNotExist();
    }

    @Test
    void configure_folderThatCannotBeWritten_isRefused() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> factory(server.with("audit.directory", file.toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("audit.directory=" + file);
    }

    private TrailReport.Ending ending() throws Exception {
        return AuditVerifier.of(folder.resolve("audit"))
                .verify()
                .trails()
                .get(0)
                .ending();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("audit"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    private List<String> events() throws IOException {
        List<String> events = new ArrayList<>();
        for (Path file : files()) {
            Files.readAllLines(file).stream()
                    .filter(line -> line.contains("io.kafkafips.tls."))
                    .forEach(events::add);
        }
        return events;
    }

    private FipsSslEngineFactory factory(TestSettings settings) {
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        factories.add(factory);
        factory.configure(settings.asKafkaGivesThem());
        return factory;
    }

    private Conversation talk(TestSettings client, TestSettings node) throws Exception {
        return Conversation.between(
                factory(client).createClientSslEngine("localhost", 9093, ""),
                factory(node).createServerSslEngine("10.1.2.3", 5000));
    }
}
