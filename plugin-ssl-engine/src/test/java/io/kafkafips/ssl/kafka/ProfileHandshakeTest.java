package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.ssl.Conversation;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.ssl.engine.EngineLimits;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.KeySpec;
import io.kafkafips.testkit.Pki;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The profiles in real handshakes, against peers with limits of their own. */
class ProfileHandshakeTest {
    private static final Pki STRONG = Pki.root(
            CertificateSpec.of("CN=strong-ca").withKey(KeySpec.P384).withSignatureAlgorithm("SHA384withECDSA"));
    private static final Pki PLAIN = Pki.root("CN=ca");
    private static final CertificateSpec RSA_SPEC = CertificateSpec.localServer("CN=rsa")
            .withKey(new KeySpec("RSA", "3072"))
            .withSignatureAlgorithm("SHA384withRSA");
    private static final Pki RSA_AUTHORITY = Pki.root(CertificateSpec.of("CN=rsa-ca")
            .withKey(new KeySpec("RSA", "3072"))
            .withSignatureAlgorithm("SHA384withRSA"));
    private static final Identity RSA = RSA_AUTHORITY.issue(RSA_SPEC);
    private static final TestSettings STRICT = TestSettings.pem(strong("CN=strict"), STRONG)
            .with("fips.tls.profile", "strict")
            .with("ssl.client.auth", "required");
    private static final TestSettings DEFAULT = TestSettings.pem(
                    PLAIN.issue(CertificateSpec.localServer("CN=default")), PLAIN)
            .with("ssl.client.auth", "required");

    @Test
    void handshake_strictOnBothSides_isTls13WithAes256() throws Exception {
        Conversation conversation = Conversation.between(client(STRICT), server(STRICT));

        assertThat(conversation.succeeded()).isTrue();
        assertThat(conversation.client().getSession().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(conversation.client().getSession().getCipherSuite()).isEqualTo("TLS_AES_256_GCM_SHA384");
    }

    @Test
    void handshake_strictServerAndDefaultClientOfTheSameStrength_meetOnP384() throws Exception {
        TestSettings client = TestSettings.pem(strong("CN=client"), STRONG);

        assertThat(Conversation.between(client(client), server(STRICT)).succeeded())
                .isTrue();
    }

    @Test
    void handshake_strictServerAndTls12Client_isAHandshakeFailure() throws Exception {
        TestSettings client = TestSettings.pem(strong("CN=client"), STRONG).with("ssl.enabled.protocols", "TLSv1.2");

        Conversation conversation = Conversation.between(client(client), server(STRICT));

        assertThat(conversation.serverFailure()).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void handshake_strictServerAndClientWithAP256Certificate_isRefusedByName() throws Exception {
        TestSettings strict = STRICT.withPemTrust(PLAIN);
        Identity weak = PLAIN.issue(CertificateSpec.localServer("CN=weak").withKey(KeySpec.P384));

        Conversation conversation = Conversation.between(StandIn.of(weak).client("TLSv1.3"), server(strict));

        assertThat(conversation.serverFailure())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("CN=weak has a signature below the profile strict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "client"})
    void configure_strictWithAP256Key_isRefused(String role) {
        TestSettings weak = DEFAULT.with("fips.tls.profile", "strict").with("client.id", role);

        assertThatThrownBy(() -> factory(weak))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("CN=default has a key below the profile strict");
    }

    /** With RSA: BCJSSE offers an ECDSA scheme only together with the group of its curve. */
    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1", "ffdhe2048", "ffdhe3072", "ffdhe4096"})
    void handshake_eachGroupOfTheDefaultProfile_succeedsInTls13(String group) throws Exception {
        TestSettings settings = TestSettings.pem(RSA, RSA_AUTHORITY).with("ssl.client.auth", "required");

        Conversation conversation = Conversation.between(limited(RSA, "TLSv1.3", group), server(settings));

        assertThat(conversation.succeeded()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"secp256r1, false", "secp384r1, true", "secp521r1, false", "ffdhe3072, false"})
    void handshake_eachGroupAgainstStrict_succeedsWithP384Only(String group, boolean expected) throws Exception {
        TestSettings settings = TestSettings.pem(RSA, RSA_AUTHORITY)
                .with("ssl.client.auth", "required")
                .with("fips.tls.profile", "strict");

        Conversation conversation = Conversation.between(limited(RSA, "TLSv1.3", group), server(settings));

        assertThat(conversation.succeeded()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, ecdsa_sha1",
        "TLSv1.2, ecdsa_sha224",
        "TLSv1.3, ed25519",
        "TLSv1.3, ecdsa_brainpoolP256r1tls13_sha256"
    })
    void handshake_signatureSchemeOutsideTheProfile_isAHandshakeFailure(String version, String scheme)
            throws Exception {
        SSLEngine peer =
                StandIn.of(PLAIN.issue(CertificateSpec.localServer("CN=peer"))).client(version);
        new EngineLimits(List.of("secp256r1"), List.of(scheme), List.of(scheme)).applyTo(peer);

        Conversation conversation = Conversation.between(peer, server(DEFAULT));

        assertThat(conversation.succeeded()).isFalse();
        assertThat(List.of(conversation.client(), conversation.server()))
                .allMatch(engine -> engine.getSession().getProtocol().equals("NONE"));
    }

    /** A client that knows one group. */
    private static SSLEngine limited(Identity identity, String version, String group) throws Exception {
        SSLEngine engine = StandIn.of(identity).client(version);
        List<String> schemes = List.of("rsa_pss_rsae_sha384", "rsa_pkcs1_sha384");
        new EngineLimits(List.of(group), schemes, schemes).applyTo(engine);
        return engine;
    }

    private static Identity strong(String name) {
        return STRONG.issue(
                CertificateSpec.localServer(name).withKey(KeySpec.P384).withSignatureAlgorithm("SHA384withECDSA"));
    }

    private static SSLEngine server(TestSettings settings) {
        return factory(settings).createServerSslEngine("127.0.0.1", 50_000);
    }

    private static SSLEngine client(TestSettings settings) {
        return factory(settings).createClientSslEngine("localhost", 9093, "https");
    }

    private static FipsSslEngineFactory factory(TestSettings settings) {
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        factory.configure(settings.asKafkaGivesThem());
        return factory;
    }
}
