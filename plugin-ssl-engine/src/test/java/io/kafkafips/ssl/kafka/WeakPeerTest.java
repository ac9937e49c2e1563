package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.ssl.Conversation;
import io.kafkafips.ssl.Fixture;
import io.kafkafips.ssl.TestSettings;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Peers whose certificates are too weak, in real handshakes, as clients and as servers, in both versions. The peer signs with a sound
 * key, since the module makes no other; the certificate is judged before the signature, and a sound certificate fails at the
 * signature, which shows the difference.
 */
class WeakPeerTest {
    private static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");

    static Stream<Arguments> weakCertificates() {
        return inBothVersions(List.of(
                weak("ec-secp256k1", "an EC key on secp256k1"),
                weak("ec-brainpoolP256r1", "an EC key on brainpoolP256r1"),
                weak("ec-secp224r1", "an EC key on secp224r1"),
                weak("ec-explicit", "an EC key with explicit parameters"),
                weak("rsa-1024", "an RSA modulus of 1024 bits"),
                weak("rsa-1536", "an RSA modulus of 1536 bits"),
                weak("rsa-2047", "an RSA modulus of 2047 bits"),
                weak("rsa-e3", "an RSA exponent below 65537"),
                weak("ed25519", "a key of type Ed25519"),
                weak("signed-sha1", "a signature with SHA-1 with ECDSA"),
                weak("signed-sha224", "a signature with SHA-224 with ECDSA")));
    }

    static Stream<Arguments> weakChains() {
        return inBothVersions(List.of(
                weak("chain-sha1", "CN=chain-sha1-intermediate has a signature with SHA-1 with ECDSA"),
                weak("chain-rsa-1024", "CN=chain-rsa-1024-intermediate has an RSA modulus of 1024 bits"),
                weak("chain-not-ca", ""),
                weak("chain-constrained", "")));
    }

    @ParameterizedTest
    @MethodSource("weakCertificates")
    void handshake_weakClientCertificate_isRefusedByName(String version, String name, String reason) throws Exception {
        Conversation conversation =
                Conversation.between(StandIn.disguisedAs(name).client(version), server("ca"));

        assertRefused(conversation.serverFailure(), "CN=" + name, reason);
        assertThat(conversation.clientFailure()).hasMessageContaining("unsupported_certificate");
        assertThat(conversation.succeeded()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("weakCertificates")
    void handshake_weakServerCertificate_isRefusedByName(String version, String name, String reason) throws Exception {
        Conversation conversation =
                Conversation.between(client("ca"), StandIn.disguisedAs(name).server(version));

        assertRefused(conversation.clientFailure(), "CN=" + name, reason);
        assertThat(conversation.succeeded()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("weakChains")
    void handshake_weaknessInTheMiddleOfAClientsChain_isRefused(String version, String name, String reason)
            throws Exception {
        Conversation conversation = Conversation.between(StandIn.withChain(name).client(version), server("chain-ca"));

        assertRefused(conversation.serverFailure(), "Certificate refused", reason);
        assertThat(conversation.succeeded()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("weakChains")
    void handshake_weaknessInTheMiddleOfAServersChain_isRefused(String version, String name, String reason)
            throws Exception {
        Conversation conversation =
                Conversation.between(client("chain-ca"), StandIn.withChain(name).server(version));

        assertRefused(conversation.clientFailure(), "Certificate refused", reason);
        assertThat(conversation.succeeded()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshake_soundCertificateOfAnotherKey_failsAtTheSignature(String version) throws Exception {
        Conversation conversation =
                Conversation.between(StandIn.disguisedAs("ec-secp384r1").client(version), server("ca"));

        assertThat(conversation.serverFailure())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageNotContaining("Certificate refused");
    }

    /** That the stand-in gets through with certificates that are in order. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshake_standInWithSoundCertificates_succeeds(String version) throws Exception {
        List<Conversation> sound = List.of(
                Conversation.between(StandIn.disguisedAs("ec-prime256v1").client(version), server("ca")),
                Conversation.between(
                        client("ca"), StandIn.disguisedAs("ec-prime256v1").server(version)),
                Conversation.between(StandIn.withChain("chain-sound").client(version), server("chain-ca")),
                Conversation.between(
                        client("chain-ca"), StandIn.withChain("chain-sound").server(version)));

        assertThat(sound).allMatch(Conversation::succeeded);
    }

    private static void assertRefused(SSLException failure, String name, String reason) {
        assertThat(failure)
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(reason);
    }

    private static SSLEngine server(String trusted) {
        return factory(trusted).createServerSslEngine("127.0.0.1", 50_000);
    }

    private static SSLEngine client(String trusted) {
        return factory(trusted).createClientSslEngine("localhost", 9093, "https");
    }

    private static FipsSslEngineFactory factory(String trusted) {
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        factory.configure(TestSettings.none()
                .with("ssl.keystore.type", "PEM")
                .with("ssl.keystore.key", Fixture.text("key.pem"))
                .with("ssl.keystore.certificate.chain", Fixture.text("ec-prime256v1.pem"))
                .with("ssl.truststore.type", "PEM")
                .with("ssl.truststore.certificates", Fixture.text(trusted + ".pem"))
                .with("ssl.client.auth", "required")
                .asKafkaGivesThem());
        return factory;
    }

    private static List<String> weak(String name, String reason) {
        return List.of(name, reason);
    }

    private static Stream<Arguments> inBothVersions(List<List<String>> cases) {
        return VERSIONS.stream()
                .flatMap(version -> cases.stream().map(one -> Arguments.of(version, one.get(0), one.get(1))));
    }
}
