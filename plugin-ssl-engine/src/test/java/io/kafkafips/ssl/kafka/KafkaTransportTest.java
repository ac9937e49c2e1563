package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.ssl.TestSettings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.network.ChannelState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our engines under Kafka's own {@code Selector}, {@code SslChannelBuilder} and {@code SslTransportLayer}, over real sockets: what Kafka
 * makes of a connection is the oracle. An authentication failure is told to the user at once; anything else is retried until a
 * timeout that blames the network.
 */
class KafkaTransportTest {
    private static final Pki AUTHORITY = Pki.root("CN=ca");
    private static final Pki OTHER = Pki.root("CN=other");
    private static final TestSettings SERVER = settings(AUTHORITY, "CN=server");
    private static final TestSettings CLIENT = settings(AUTHORITY, "CN=client");

    static Stream<Arguments> failures() {
        return Stream.of("TLSv1.2", "TLSv1.3")
                .flatMap(version -> Stream.of(
                        Arguments.of("untrusted server", version, CLIENT.withPemTrust(OTHER), SERVER),
                        Arguments.of("untrusted client", version, CLIENT, SERVER.withPemTrust(OTHER)),
                        Arguments.of("no client certificate", version, withoutKey(CLIENT), SERVER),
                        Arguments.of("other host name", version, CLIENT, elsewhere())));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("failures")
    void connect_failedHandshake_isAnAuthenticationFailureOnBothSides(
            String name, String version, TestSettings client, TestSettings server) throws Exception {
        try (KafkaPair pair = KafkaPair.connect(client.with("ssl.enabled.protocols", version), server)) {
            pair.runUntilClosed();

            assertThat(pair.clientState().state()).isEqualTo(ChannelState.State.AUTHENTICATION_FAILED);
            assertThat(pair.clientState().exception()).isInstanceOf(SslAuthenticationException.class);
            assertThat(pair.serverState().state()).isEqualTo(ChannelState.State.AUTHENTICATION_FAILED);
            // whoever does not refuse is told of it, in the words of SunJSSE
            assertThat(List.of(textOf(pair.clientState()), textOf(pair.serverState())))
                    .anyMatch(text -> text.startsWith("Received fatal alert: "));
        }
    }

    @Test
    void connect_noVersionInCommon_isAnAuthenticationFailureOnBothSides() throws Exception {
        try (KafkaPair pair = KafkaPair.connect(
                CLIENT.with("ssl.enabled.protocols", "TLSv1.2"), SERVER.with("ssl.enabled.protocols", "TLSv1.3"))) {
            pair.runUntilClosed();

            assertThat(List.of(pair.clientState().state(), pair.serverState().state()))
                    .containsOnly(ChannelState.State.AUTHENTICATION_FAILED);
        }
    }

    /** A client of another authority than its servers: Kafka's trial of inter-broker listeners must not be asked of it. */
    @ParameterizedTest
    @MethodSource("versions")
    void connect_clientWhoseOwnAuthorityItDoesNotTrust_isReady(String version) throws Exception {
        TestSettings client =
                settings(OTHER, "CN=client").withPemTrust(AUTHORITY).with("ssl.enabled.protocols", version);

        try (KafkaPair pair = KafkaPair.connect(client, SERVER.withPemTrust(OTHER))) {
            assertThat(pair.echo("hello")).isEqualTo("hello");
        }
    }

    static Stream<String> versions() {
        return Stream.of("TLSv1.2", "TLSv1.3");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void send_largerThanARecord_comesBackWhole(String version) throws Exception {
        String large = "0123456789".repeat(20_000);

        try (KafkaPair pair = KafkaPair.connect(CLIENT.with("ssl.enabled.protocols", version), SERVER)) {
            assertThat(pair.echo("first")).isEqualTo("first");
            assertThat(pair.echo(large)).isEqualTo(large);
        }
    }

    /** A record of the full length, which comes after some traffic, with a short one behind it: see {@code RoomySslEngine}. */
    @ParameterizedTest
    @MethodSource("versions")
    void send_aLittleMoreThanARecordAgainAndAgain_comesBackWhole(String version) throws Exception {
        String text = "x".repeat(16 * 1024 + 100);

        try (KafkaPair pair = KafkaPair.connect(CLIENT.with("ssl.enabled.protocols", version), SERVER)) {
            for (int i = 0; i < 70; i++) {
                assertThat(pair.echo(text)).isEqualTo(text);
            }
        }
    }

    /** With close_notify, as Kafka closes: no error, no authentication failure. */
    @ParameterizedTest
    @MethodSource("versions")
    void close_byTheClient_isAnOrdinaryDisconnectForTheServer(String version) throws Exception {
        try (KafkaPair pair = KafkaPair.connect(CLIENT.with("ssl.enabled.protocols", version), SERVER)) {
            pair.echo("hello");
            pair.closeClient();
            pair.runUntilServerClosed();

            assertThat(pair.serverState().state()).isEqualTo(ChannelState.State.READY);
        }
    }

    /** Without close_notify, as a killed client leaves: a disconnect too. */
    @ParameterizedTest
    @MethodSource("versions")
    void cut_withoutCloseNotify_isADisconnectForTheServer(String version) throws Exception {
        try (KafkaPair pair = KafkaPair.connect(CLIENT.with("ssl.enabled.protocols", version), SERVER)) {
            pair.echo("hello");
            pair.cutClient();
            pair.runUntilServerClosed();

            assertThat(pair.serverState().state()).isEqualTo(ChannelState.State.READY);
        }
    }

    /** In the middle of the handshake nobody has failed to authenticate: a port scanner must not count as one. */
    @Test
    void cut_duringTheHandshake_isNoAuthenticationFailure() throws Exception {
        try (KafkaPair pair = KafkaPair.plainClient(SERVER, new byte[] {22, 3, 1, 0, 100, 1})) {
            pair.runUntilServerClosed();

            assertThat(pair.serverState().state()).isEqualTo(ChannelState.State.NOT_CONNECTED);
        }
    }

    @Test
    void connect_plaintextClient_isAnAuthenticationFailureOnTheServer() throws Exception {
        try (KafkaPair pair = KafkaPair.plainClient(
                SERVER, "GET / HTTP/1.1\r\n\r\n".repeat(20).getBytes(StandardCharsets.US_ASCII))) {
            pair.runUntilServerClosed();

            assertThat(pair.serverState().state()).isEqualTo(ChannelState.State.AUTHENTICATION_FAILED);
            assertThat(textOf(pair.serverState())).contains("unrecognized SSL message, plaintext connection?");
        }
    }

    private static String textOf(ChannelState state) {
        return state.exception().getCause().getMessage();
    }

    private static TestSettings elsewhere() {
        Identity identity = AUTHORITY.issue(CertificateSpec.of("CN=server").withDns("example.org"));
        return TestSettings.pem(identity, AUTHORITY).with("ssl.client.auth", "required");
    }

    private static TestSettings settings(Pki authority, String name) {
        return TestSettings.pem(authority.issue(CertificateSpec.localServer(name)), authority)
                .with("ssl.client.auth", "required");
    }

    private static TestSettings withoutKey(TestSettings settings) {
        return settings.without("ssl.keystore.type")
                .without("ssl.keystore.key")
                .without("ssl.keystore.certificate.chain");
    }
}
