package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kafkafips.ssl.Conversation;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.OcspResponder;
import io.kafkafips.testkit.Pki;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes and live connections between engines of the factory, with real files, a real watcher and a responder on loopback. */
class RevocationHandshakeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path crls;

    private final Pki root = Pki.root("CN=root");
    private final Pki sub = root.intermediate("CN=sub");
    private final Identity alice = sub.issue(CertificateSpec.of("CN=alice"));
    private final List<FipsSslEngineFactory> factories = new ArrayList<>();
    private TestSettings client;
    private TestSettings server;

    @BeforeEach
    void settings() {
        client = TestSettings.pem(alice, root);
        server = TestSettings.pem(root.issue(CertificateSpec.localServer("CN=broker")), root)
                .with("ssl.client.auth", "required")
                .with("fips.tls.revocation.mode", "crl")
                .with("fips.tls.revocation.crl.locations", crls.toString())
                .with("fips.tls.revocation.check.interval.ms", "500");
        root.writeCrl(crls.resolve("root.crl"));
        sub.writeCrl(crls.resolve("sub.pem"));
    }

    @AfterEach
    void close() {
        factories.forEach(FipsSslEngineFactory::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshake_goodChain_succeeds(String version) throws Exception {
        Conversation conversation = talk(client.with("ssl.enabled.protocols", version), server);

        assertThat(conversation.succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshake_revokedLeaf_isRefused(String version) throws Exception {
        sub.revoke(alice.certificate()).writeCrl(crls.resolve("sub.pem"));

        Conversation conversation = talk(client.with("ssl.enabled.protocols", version), server);

        assertThat(conversation.serverFailure())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("CN=alice")
                .hasMessageContaining("is revoked");
        assertThat(conversation.clientFailure()).hasMessage("Received fatal alert: certificate_revoked");
    }

    @Test
    void handshake_revokedIntermediate_isRefused() throws Exception {
        root.revoke(sub.certificate()).writeCrl(crls.resolve("root.crl"));

        Conversation conversation = talk(client, server);

        assertThat(conversation.serverFailure()).hasMessageContaining("CN=sub").hasMessageContaining("is revoked");
    }

    @Test
    void handshake_noCrlOfTheIssuer_isRefused() throws Exception {
        Files.delete(crls.resolve("sub.pem"));

        Conversation conversation = talk(client, server);

        assertThat(conversation.serverFailure())
                .hasMessageContaining("CN=alice")
                .hasMessageContaining("unknown revocation status");
        assertThat(conversation.clientFailure()).hasMessage("Received fatal alert: certificate_unknown");
    }

    @Test
    void handshake_unknownAndThatIsGivenUp_succeeds() throws Exception {
        Files.delete(crls.resolve("sub.pem"));

        Conversation conversation =
                talk(client, server.with("fips.tls.revocation.accept.certificates.of.unknown.status", "true"));

        assertThat(conversation.succeeded()).isTrue();
    }

    @Test
    void handshake_outdatedCrl_isRefused() throws Exception {
        Instant now = Instant.now();
        Files.write(
                crls.resolve("sub.pem"),
                sub.crl(now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)))
                        .getEncoded());

        Conversation conversation = talk(client, server);

        assertThat(conversation.serverFailure()).hasMessageContaining("unknown revocation status");
    }

    @Test
    void handshake_crlOfAnotherAuthorityOfThatName_isRefused() throws Exception {
        Files.write(
                crls.resolve("sub.pem"),
                Pki.root("CN=elsewhere").intermediate("CN=sub").crl().getEncoded());

        Conversation conversation = talk(client, server);

        assertThat(conversation.serverFailure()).hasMessageContaining("unknown revocation status");
    }

    @Test
    void handshake_revokedServer_isRefusedByTheClient() throws Exception {
        Identity broker = root.issue(CertificateSpec.localServer("CN=revoked-broker"));
        root.revoke(broker.certificate()).writeCrl(crls.resolve("root.crl"));

        Conversation conversation = talk(
                client.with("fips.tls.revocation.mode", "crl")
                        .with("fips.tls.revocation.crl.locations", crls.toString()),
                TestSettings.pem(broker, root));

        assertThat(conversation.clientFailure()).hasMessageContaining("is revoked");
    }

    @Test
    void handshake_modeOffForThisListener_looksAtNoCrl() throws Exception {
        sub.revoke(alice.certificate()).writeCrl(crls.resolve("sub.pem"));

        Conversation conversation =
                talk(client, server.with("process.roles", "broker").with("fips.ssl.trustmanager.algorithm", "off"));

        assertThat(conversation.succeeded()).isTrue();
    }

    @Test
    void handshake_ocsp_isRefusedUntilTheBackgroundHasAsked() throws Exception {
        Identity bob = root.issue(CertificateSpec.of("CN=bob"));
        try (OcspResponder responder = OcspResponder.start(root.identity())) {
            TestSettings asking = server.with("fips.tls.revocation.mode", "ocsp")
                    .with("fips.tls.revocation.ocsp.url", responder.url());

            Conversation first = talk(TestSettings.pem(bob, root), asking);

            assertThat(first.serverFailure()).hasMessageContaining("unknown revocation status");
            await(() -> succeeds(TestSettings.pem(bob, root), asking));
        }
    }

    @Test
    void handshake_ocspOverHttps_isAskedByOurOwnTls() throws Exception {
        Identity bob = root.issue(CertificateSpec.of("CN=bob"));
        TestSettings web = TestSettings.pem(root.issue(CertificateSpec.localServer("CN=web")), root);
        TlsContext tls = TlsContext.open(SslEngineConfig.parse(web.asKafkaGivesThem()));
        try (OcspResponder responder = OcspResponder.startTls(root.identity(), tls.jsse())) {
            TestSettings asking = server.with("fips.tls.revocation.mode", "ocsp")
                    .with("fips.tls.revocation.ocsp.url", responder.url());

            await(() -> succeeds(TestSettings.pem(bob, root), asking));

            assertThat(responder.url()).startsWith("https:");
        }
    }

    @Test
    void connection_certificateIsRevoked_isCutAndNotLetInAgain() throws Exception {
        Conversation conversation = talk(client, server);
        assertThat(conversation.succeeded()).isTrue();

        sub.revoke(alice.certificate()).writeCrl(crls.resolve("sub.pem"));

        SSLException cut = awaitCut(conversation);
        assertThat(cut)
                .isExactlyInstanceOf(SSLException.class)
                .hasMessageContaining("Connection cut")
                .hasMessageContaining("CN=alice");
        assertThat(talk(client, server).serverFailure()).hasMessageContaining("is revoked");
    }

    @Test
    void connection_certificateExpires_isCut() throws Exception {
        Instant now = Instant.now();
        Identity brief = sub.issue(
                CertificateSpec.of("CN=brief").withValidity(now.minus(Duration.ofHours(1)), now.plusSeconds(8)));
        Conversation conversation = talk(TestSettings.pem(brief, root), server.with("fips.tls.revocation.mode", "off"));
        assertThat(conversation.succeeded()).isTrue();

        SSLException cut = awaitCut(conversation);

        assertThat(cut).isExactlyInstanceOf(SSLException.class).hasMessageContaining("CN=brief: VALIDITY");
    }

    /** The client goes on writing until the server has enough of it. */
    private static SSLException awaitCut(Conversation conversation) {
        SSLException[] cut = new SSLException[1];
        await(() -> {
            cut[0] = (SSLException) catchThrowable(() -> pass(conversation.client(), conversation.server()));
            return cut[0] != null;
        });
        return cut[0];
    }

    private static void pass(SSLEngine from, SSLEngine to) throws SSLException {
        ByteBuffer wire = ByteBuffer.allocate(64 * 1024);
        from.wrap(ByteBuffer.wrap(new byte[] {1}), wire);
        wire.flip();
        to.unwrap(wire, ByteBuffer.allocate(64 * 1024));
    }

    private boolean succeeds(TestSettings client, TestSettings server) {
        Supplier<Conversation> talk = () -> {
            try {
                return talk(client, server);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        return talk.get().succeeded();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience ends").isLessThan(deadline);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Conversation talk(TestSettings client, TestSettings server) throws Exception {
        return Conversation.between(
                factory(client).createClientSslEngine("localhost", 9093, "https"),
                factory(server).createServerSslEngine("127.0.0.1", 50_000));
    }

    private FipsSslEngineFactory factory(TestSettings settings) {
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        factories.add(factory);
        factory.configure(settings.asKafkaGivesThem());
        return factory;
    }
}
