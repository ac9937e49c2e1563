package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.ssl.Conversation;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Peers whose certificates are strong, but not good for this purpose, at this time, or by this authority. */
class PeerCertificateTest {
    private static final Pki AUTHORITY = Pki.root("CN=ca");
    private static final TestSettings OURS = TestSettings.pem(
                    AUTHORITY.issue(CertificateSpec.localServer("CN=ours")), AUTHORITY)
            .with("ssl.client.auth", "required");

    private static final String EXPIRED = "certificate_expired";
    private static final String UNKNOWN_CA = "unknown_ca";

    private static final Map<String, Identity> WRONG = Map.of(
            "expired", issued(spec().withValidity(daysFromNow(-2), daysFromNow(-1))),
            "not yet valid", issued(spec().withValidity(daysFromNow(1), daysFromNow(2))),
            "unknown authority", Pki.root("CN=other").issue(spec()),
            "unknown authority of the same name", Pki.root("CN=ca").issue(spec()),
            "intermediate of an unknown authority",
                    Pki.root("CN=ca").intermediate("CN=sub").issue(spec()));

    static Stream<Arguments> wrong() {
        return Stream.of("TLSv1.2", "TLSv1.3")
                .flatMap(version -> WRONG.keySet().stream().map(name -> Arguments.of(version, name)));
    }

    static Stream<String> versions() {
        return Stream.of("TLSv1.2", "TLSv1.3");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void handshake_wrongClientCertificate_isAHandshakeFailure(String version, String name) throws Exception {
        Conversation conversation = clientOf(WRONG.get(name), version);

        assertRefused(conversation.serverFailure());
        assertThat(conversation.clientFailure()).hasMessageContaining(alert(name));
        assertThat(conversation.succeeded()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void handshake_wrongServerCertificate_isAHandshakeFailure(String version, String name) throws Exception {
        Conversation conversation = serverOf(WRONG.get(name), version);

        assertRefused(conversation.clientFailure());
        assertThat(conversation.serverFailure()).hasMessageContaining(alert(name));
        assertThat(conversation.succeeded()).isFalse();
    }

    private static String alert(String name) {
        return name.startsWith("expired") || name.startsWith("not yet") ? EXPIRED : UNKNOWN_CA;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void handshake_clientCertificateForServersOnly_isRefused(String version) throws Exception {
        Conversation conversation = clientOf(issued(spec().withUsage(false, true)), version);

        assertRefused(conversation.serverFailure());
        assertThat(conversation.clientFailure()).hasMessageContaining("unsupported_certificate");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void handshake_serverCertificateForClientsOnly_isRefused(String version) throws Exception {
        assertRefused(serverOf(issued(spec().withUsage(true, false)), version).clientFailure());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void handshake_certificateWithoutExtendedUsage_isForAnyPurpose(String version) throws Exception {
        Identity plain = issued(spec().withUsage(false, false));

        assertThat(clientOf(plain, version).succeeded()).isTrue();
        assertThat(serverOf(plain, version).succeeded()).isTrue();
    }

    /** The common name does not count (RFC 9525), as SunJSSE would let it. */
    @ParameterizedTest
    @MethodSource("versions")
    void handshake_serverNamedInTheCommonNameOnly_isRefused(String version) throws Exception {
        assertRefused(
                serverOf(issued(CertificateSpec.of("CN=localhost")), version).clientFailure());
    }

    private static void assertRefused(SSLException failure) {
        assertThat(failure).isInstanceOf(SSLHandshakeException.class).hasMessageStartingWith("Certificate refused: ");
    }

    private static Conversation clientOf(Identity identity, String version) throws Exception {
        return Conversation.between(
                StandIn.of(identity).client(version), ours().createServerSslEngine("127.0.0.1", 50_000));
    }

    private static Conversation serverOf(Identity identity, String version) throws Exception {
        return Conversation.between(
                ours().createClientSslEngine("localhost", 9093, "https"),
                StandIn.of(identity).server(version));
    }

    private static FipsSslEngineFactory ours() {
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        factory.configure(OURS.asKafkaGivesThem());
        return factory;
    }

    private static CertificateSpec spec() {
        return CertificateSpec.localServer("CN=peer");
    }

    private static Identity issued(CertificateSpec spec) {
        return AUTHORITY.issue(spec);
    }

    private static Instant daysFromNow(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }
}
