package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.ssl.Conversation;
import io.kafkafips.ssl.MovableClock;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.ssl.audit.TlsTrails;
import io.kafkafips.ssl.metrics.TlsMetrics;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch with a clock of its own over sessions of real handshakes. */
class PeerWatchTest {
    private static final String GROUP = "secp256r1";

    @TempDir
    Path folder;

    private final MovableClock clock = MovableClock.ofNow();
    private final Pki root = Pki.root("CN=root");
    private final Identity client = root.issue(CertificateSpec.of("CN=client"));
    private final FipsSslEngineFactory clients = new FipsSslEngineFactory();
    private final FipsSslEngineFactory servers = new FipsSslEngineFactory();
    private final TestSettings server = TestSettings.pem(root.issue(CertificateSpec.localServer("CN=broker")), root)
            .with("ssl.client.auth", "required");

    @AfterEach
    void close() {
        clients.close();
        servers.close();
    }

    @Test
    void check_peerIsAnAnchorItselfAndExpires_isCut() throws Exception {
        TestSettings pinning = server.with("ssl.truststore.certificates", client.chainPem());
        SSLSession session = session(pinning);
        PeerWatch watch = watch(context(pinning));
        watch.established(session, GROUP);
        clock.move(Duration.ofDays(2));

        assertThatThrownBy(watch::check)
                .isExactlyInstanceOf(SSLException.class)
                .hasMessageContaining("Connection cut")
                .hasMessageContaining("CN=client: VALIDITY");
    }

    /** A session that is resumed has passed no trust manager. */
    @Test
    void established_peerIsAnAnchorItselfAndHasExpired_isRefused() throws Exception {
        TestSettings pinning = server.with("ssl.truststore.certificates", client.chainPem());
        SSLSession session = session(pinning);
        PeerWatch watch = watch(context(pinning));
        clock.move(Duration.ofDays(2));

        assertThatThrownBy(() -> watch.established(session, GROUP))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("CN=client: VALIDITY");
    }

    @Test
    void check_clockWasSetBack_goesOnLooking() throws Exception {
        Path crl = root.writeCrl(folder.resolve("root.crl"));
        TestSettings checking = server.with("fips.tls.revocation.mode", "crl")
                .with("fips.tls.revocation.crl.locations", crl.toString());
        SSLSession session = session(checking);
        TlsContext context = context(checking);
        PeerWatch watch = watch(context);
        watch.established(session, GROUP);
        clock.move(Duration.ofHours(-6));
        assertThatCode(watch::check).doesNotThrowAnyException();
        root.revoke(client.certificate()).writeCrl(crl);
        context.revocation().poll();
        clock.move(Duration.ofMinutes(10));

        assertThatThrownBy(watch::check)
                .isExactlyInstanceOf(SSLException.class)
                .hasMessageContaining("CN=client: REVOKED");
    }

    private PeerWatch watch(TlsContext context) {
        return new PeerWatch(
                context,
                TlsMetrics.shared(),
                TlsTrails.shared().acquire(server.asKafkaGivesThem(), this),
                clock::millis,
                "127.0.0.1",
                50_000);
    }

    /** The server's, of a handshake that both sides have agreed to. */
    private SSLSession session(TestSettings settings) throws SSLException {
        clients.configure(TestSettings.pem(client, root).asKafkaGivesThem());
        servers.configure(settings.asKafkaGivesThem());
        Conversation conversation = Conversation.between(
                clients.createClientSslEngine("localhost", 9093, "https"),
                servers.createServerSslEngine("127.0.0.1", 50_000));
        assertThat(conversation.succeeded()).isTrue();
        return conversation.server().getSession();
    }

    private static TlsContext context(TestSettings settings) {
        return TlsContext.open(SslEngineConfig.parse(settings.asKafkaGivesThem()));
    }
}
