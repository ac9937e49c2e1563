package io.kafkafips.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.OcspResponder;
import io.kafkafips.testkit.Ports;
import io.kafkafips.testkit.StatusUrls;
import io.kafkafips.testkit.TlsStores;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real broker that asks an OCSP responder on one listener, which is also the one between brokers, and fetches CRLs from distribution
 * points on another: who is let in, and who is cut off while connected. None of it is an alarm in its log.
 */
class RevocationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Refresh (1 s), look at what is due (2 s), check (0.5 s), the next byte of the client, and mostly a machine that is busy. */
    private static final Duration CUT_WITHIN = Duration.ofSeconds(30);

    private static TlsBroker broker;
    private static OcspResponder responder;
    private static int pointsPort;

    private OcspResponder down;

    @BeforeAll
    static void start() throws Exception {
        broker = TlsBroker.prepare("revocation");
        responder = OcspResponder.start(broker.root().identity());
        responder.serveCrl(broker.root().crl().getEncoded());
        pointsPort = Ports.free(1).get(0);
        Map<String, String> settings = new TreeMap<>();
        settings.put("listeners", broker.listeners() + ",POINTS://127.0.0.1:" + pointsPort);
        settings.put("listener.security.protocol.map", "CONTROLLER:SSL,CLIENTS:SSL,POINTS:SSL");
        settings.put("listener.name.clients.fips.ssl.trustmanager.algorithm", "ocsp");
        settings.put("listener.name.points.fips.ssl.trustmanager.algorithm", "crl");
        settings.put("fips.tls.revocation.check.interval.ms", "500");
        settings.put("fips.tls.revocation.refresh.interval.ms", "1000");
        broker.identity(
                "broker", CertificateSpec.localServer("CN=broker,O=Example"), new StatusUrls("", responder.url()));
        broker.start(settings);
    }

    @BeforeEach
    void responderThatIsDown() {
        down = OcspResponder.start(broker.root().identity());
        down.close();
    }

    @AfterEach
    void broker_whateverWasRefused_raisesNoAlarm() {
        assertThat(broker.alarms()).isEmpty();
        assertThat(broker.node().isAlive()).isTrue();
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
        if (responder != null) {
            responder.close();
        }
    }

    @Test
    void ocsp_goodCertificate_isLetInOnceTheResponderWasAsked() throws Exception {
        TlsStores good = broker.identity("good", CertificateSpec.of("CN=good"), ocsp(responder));

        assertThat(callUntil(good, broker.port(), outcome -> outcome == null)).isNull();
    }

    @Test
    void ocsp_revokedCertificate_isToldSo() throws Exception {
        Identity revoked = broker.root().issue(CertificateSpec.of("CN=revoked"), ocsp(responder));
        responder.revoke(revoked.certificate().getSerialNumber());
        TlsStores stores = TlsStores.write(broker.folder(), "revoked", revoked, broker.root(), TlsBroker.PASSWORD);

        Throwable outcome = callUntil(stores, broker.port(), RevocationIT::isToldRevoked);

        assertThat(outcome).isInstanceOf(SslAuthenticationException.class);
    }

    @Test
    void ocsp_responderIsDown_newClientsAreRefusedAndKnownOnesServed() throws Exception {
        OcspResponder brief = OcspResponder.start(broker.root().identity());
        TlsStores known = broker.identity("known", CertificateSpec.of("CN=known"), ocsp(brief));
        assertThat(callUntil(known, broker.port(), outcome -> outcome == null)).isNull();
        brief.close();
        TlsStores unknown = broker.identity("unknown", CertificateSpec.of("CN=unknown"), ocsp(down));

        for (int i = 0; i < 3; i++) {
            Thread.sleep(1_000);
            assertThat(call(unknown, broker.port()))
                    .isInstanceOf(SslAuthenticationException.class)
                    .hasStackTraceContaining("certificate_unknown");
            assertThat(call(known, broker.port())).isNull();
        }
    }

    @Test
    void ocsp_revokedWhileConnected_isCutWithinTheIntervals() throws Exception {
        Identity live = broker.root().issue(CertificateSpec.of("CN=live"), ocsp(responder));

        assertIsCut(
                "live",
                live,
                broker.port(),
                () -> responder.revoke(live.certificate().getSerialNumber()));
    }

    @Test
    void distributionPoint_revokedWhileConnected_isCutWithinTheIntervals() throws Exception {
        Identity listed = broker.root().issue(CertificateSpec.of("CN=listed"), new StatusUrls(responder.crlUrl(), ""));

        assertIsCut(
                "listed",
                listed,
                pointsPort,
                () -> responder.serveCrl(
                        broker.root().revoke(listed.certificate()).crl().getEncoded()));
    }

    @Test
    void distributionPoint_certificateThatNamesNone_isJudgedByTheCrlOfItsIssuer() throws Exception {
        TlsStores named =
                broker.identity("named", CertificateSpec.of("CN=named"), new StatusUrls(responder.crlUrl(), ""));
        assertThat(callUntil(named, pointsPort, outcome -> outcome == null)).isNull();
        TlsStores plain = broker.identity("plain", CertificateSpec.of("CN=plain"));

        assertThat(call(plain, pointsPort)).isNull();
    }

    private static void assertIsCut(String name, Identity client, int port, Revoking revoking) throws Exception {
        TlsStores stores = TlsStores.write(broker.folder(), name, client, broker.root(), TlsBroker.PASSWORD);
        assertThat(callUntil(stores, port, outcome -> outcome == null)).isNull();
        try (Admin admin = Admin.create(settings(stores, port))) {
            assertThat(call(admin)).isNull();
            revoking.run();
            long deadline = System.nanoTime() + CUT_WITHIN.toNanos();
            Throwable outcome = call(admin);
            while (!isToldRevoked(outcome)) {
                assertThat(System.nanoTime()).as("last: " + outcome).isLessThan(deadline);
                Thread.sleep(100);
                outcome = call(admin);
            }
        }
        assertThat(broker.node().logText()).contains("CN=" + name);
    }

    private static StatusUrls ocsp(OcspResponder asked) {
        return new StatusUrls("", asked.url());
    }

    private static boolean isToldRevoked(Throwable outcome) {
        return outcome != null && String.valueOf(outcome.getCause()).contains("certificate_revoked");
    }

    /** Calls on new connections until the outcome is the one that is waited for, or patience ends. */
    private static Throwable callUntil(TlsStores client, int port, Predicate<Throwable> expected) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Throwable outcome = call(client, port);
        while (!expected.test(outcome) && System.nanoTime() < deadline) {
            Thread.sleep(500);
            outcome = call(client, port);
        }
        return outcome;
    }

    private static Throwable call(TlsStores client, int port) {
        try (Admin admin = Admin.create(settings(client, port))) {
            return call(admin);
        }
    }

    /** What fails, null if nothing does. */
    private static Throwable call(Admin admin) {
        Throwable thrown =
                catchThrowable(() -> admin.describeCluster().clusterId().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return thrown == null ? null : thrown.getCause();
    }

    private static Map<String, Object> settings(TlsStores client, int port) {
        return new LinkedHashMap<>(client.clientSettings("127.0.0.1:" + port));
    }

    /** What makes the certificate a revoked one. */
    private interface Revoking {
        void run() throws Exception;
    }
}
