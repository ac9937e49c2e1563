package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.ssl.Conversation;
import io.kafkafips.ssl.Fixture;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.KeySpec;
import io.kafkafips.testkit.Pki;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine against engine, both of this factory, with what they negotiate and how they fail. */
class HandshakeTest {
    @TempDir
    static Path folder;

    private static Pki authority;
    private static TestSettings server;
    private static TestSettings client;

    @BeforeAll
    static void stores() {
        authority = Pki.root("CN=ca");
        Identity broker = authority.issue(CertificateSpec.localServer("CN=broker"));
        server = TestSettings.pem(broker, authority).with("ssl.client.auth", "required");
        client = TestSettings.pem(authority.issue(CertificateSpec.of("CN=client")), authority);
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_AES_256_GCM_SHA384",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    })
    void handshake_mutualTls_negotiatesTheBestSuiteOfTheVersion(String version, String suite) throws Exception {
        Conversation conversation = talk(client.with("ssl.enabled.protocols", version), server);

        assertThat(conversation.succeeded()).isTrue();
        assertThat(conversation.server().getSession().getProtocol()).isEqualTo(version);
        assertThat(conversation.server().getSession().getCipherSuite()).isEqualTo(suite);
        assertThat(conversation.server().getSession().getPeerPrincipal().getName())
                .isEqualTo("CN=client");
    }

    @Test
    void handshake_defaultsOnBothSides_isTls13() throws Exception {
        Conversation conversation = talk(client, server);

        assertThat(conversation.client().getSession().getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void handshake_serverOrder_winsOverTheClients() throws Exception {
        Conversation conversation = talk(
                client,
                server.with("ssl.enabled.protocols", "TLSv1.3").with("ssl.cipher.suites", "TLS_AES_128_GCM_SHA256"));

        assertThat(conversation.client().getSession().getCipherSuite()).isEqualTo("TLS_AES_128_GCM_SHA256");
    }

    @Test
    void handshake_rsaCertificates_succeedsInTls12() throws Exception {
        TestSettings rsa = TestSettings.pem(
                authority.issue(CertificateSpec.localServer("CN=rsa").withKey(KeySpec.RSA2048)), authority);

        Conversation conversation = talk(client.with("ssl.enabled.protocols", "TLSv1.2"), rsa);

        assertThat(conversation.succeeded()).isTrue();
        assertThat(conversation.client().getSession().getCipherSuite())
                .isEqualTo("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
    }

    @Test
    void handshake_withIntermediate_sendsTheChain() throws Exception {
        Identity below = authority.intermediate("CN=sub").issue(CertificateSpec.of("CN=client-of-sub"));

        Conversation conversation = talk(TestSettings.pem(below, authority), server);

        assertThat(conversation.server().getSession().getPeerCertificates()).hasSize(2);
    }

    @Test
    void handshake_oneWay_succeedsWithoutClientKeyAndServerTrust() throws Exception {
        TestSettings keyOnly = server.with("ssl.client.auth", "none")
                .without("ssl.truststore.type")
                .without("ssl.truststore.certificates");
        TestSettings trustOnly = TestSettings.none().withPemTrust(authority);

        Conversation conversation = talk(trustOnly, keyOnly);

        assertThat(conversation.succeeded()).isTrue();
        assertThat(peerOf(conversation.server())).isEqualTo("nobody");
    }

    @Test
    void handshake_certificateRequestedButNoneThere_succeeds() throws Exception {
        Conversation conversation = talk(withoutKey(client), server.with("ssl.client.auth", "requested"));

        assertThat(conversation.succeeded()).isTrue();
        assertThat(peerOf(conversation.server())).isEqualTo("nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshake_certificateRequiredButNoneThere_isAHandshakeFailure(String version) throws Exception {
        Conversation conversation = talk(withoutKey(client).with("ssl.enabled.protocols", version), server);

        assertThat(conversation.serverFailure()).isInstanceOf(SSLHandshakeException.class);
        // in TLS 1.3 the client has finished before the server looks: any SSLException will do for Kafka then
        assertThat(conversation.clientFailure())
                .isInstanceOf(SSLException.class)
                .hasMessageMatching(version.equals("TLSv1.3") ? ".*certificate_required.*" : ".*handshake_failure.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshake_serverOfAnotherAuthority_isAHandshakeFailureOnBothSides(String version) throws Exception {
        Pki other = Pki.root("CN=other");
        TestSettings stranger = client.withPemTrust(other).with("ssl.enabled.protocols", version);

        Conversation conversation = talk(stranger, server);

        assertThat(conversation.clientFailure())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("Certificate refused");
        assertThat(conversation.serverFailure())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageStartingWith("Received fatal alert: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshake_clientOfAnotherAuthority_isAHandshakeFailure(String version) throws Exception {
        Identity foreign = Pki.root("CN=other").issue(CertificateSpec.of("CN=foreign"));
        TestSettings stranger = TestSettings.pem(foreign, authority).with("ssl.enabled.protocols", version);

        Conversation conversation = talk(stranger, server);

        assertThat(conversation.serverFailure()).isInstanceOf(SSLHandshakeException.class);
        assertThat(conversation.succeeded()).isFalse();
    }

    @Test
    void handshake_noVersionInCommon_isAHandshakeFailure() throws Exception {
        Conversation conversation =
                talk(client.with("ssl.enabled.protocols", "TLSv1.2"), server.with("ssl.enabled.protocols", "TLSv1.3"));

        assertThat(conversation.serverFailure()).isInstanceOf(SSLHandshakeException.class);
        assertThat(conversation.clientFailure())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessage("Received fatal alert: protocol_version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshake_otherHostName_isRefusedByTheClient(String version) throws Exception {
        Conversation conversation = talk(client.with("ssl.enabled.protocols", version), server, "example.org", "https");

        assertThat(conversation.clientFailure())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("example.org");
    }

    @Test
    void handshake_otherHostNameWithoutIdentification_succeeds() throws Exception {
        Conversation conversation = talk(client, server, "example.org", "");

        assertThat(conversation.succeeded()).isTrue();
    }

    @Test
    void handshake_addressOfTheCertificate_succeeds() throws Exception {
        Conversation conversation = talk(client, server, "127.0.0.1", "https");

        assertThat(conversation.succeeded()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, key-encrypted.pem, ec-prime256v1.pem",
        "TLSv1.2, key-encrypted.pem, ec-prime256v1.pem",
        "TLSv1.2, key-rsa-encrypted.pem, rsa-2048.pem"
    })
    void handshake_encryptedPemMadeByOthers_succeeds(String version, String key, String chain) throws Exception {
        TestSettings foreign = TestSettings.none()
                .with("ssl.keystore.type", "PEM")
                .with("ssl.keystore.key", Fixture.text(key))
                .with("ssl.keystore.certificate.chain", Fixture.text(chain))
                .with("ssl.key.password", TestSettings.PASSWORD)
                .with("ssl.truststore.type", "PEM")
                .with("ssl.truststore.certificates", Fixture.text("ca.pem"))
                .with("ssl.enabled.protocols", version)
                .with("ssl.client.auth", "required");

        Conversation conversation = talk(foreign, foreign);

        assertThat(conversation.succeeded()).isTrue();
    }

    @Test
    void handshake_bcfksStores_succeeds() throws Exception {
        Identity identity = authority.issue(CertificateSpec.localServer("CN=bcfks"));
        TestSettings bcfks =
                TestSettings.bcfks(folder, "bcfks", identity, authority).with("ssl.client.auth", "required");

        Conversation conversation = talk(bcfks, bcfks);

        assertThat(conversation.succeeded()).isTrue();
    }

    @Test
    void handshake_pemFiles_succeeds() throws Exception {
        Identity identity =
                authority.issue(CertificateSpec.localServer("CN=pem").withKey(KeySpec.P384));
        TestSettings pem = TestSettings.none()
                .with("ssl.keystore.type", "PEM")
                .with(
                        "ssl.keystore.location",
                        identity.writePem(folder.resolve("pem.pem")).toString())
                .with("ssl.truststore.type", "PEM")
                .with(
                        "ssl.truststore.location",
                        authority.writePem(folder.resolve("ca.pem")).toString())
                .with("ssl.client.auth", "required");

        Conversation conversation = talk(pem, pem);

        assertThat(conversation.succeeded()).isTrue();
    }

    @Test
    void handshake_pemFoldedIntoOneLine_succeeds() throws Exception {
        Identity identity = authority.issue(CertificateSpec.localServer("CN=folded"));
        TestSettings pem = client.with("ssl.keystore.key", identity.keyPem().replace('\n', ' '))
                .with("ssl.keystore.certificate.chain", identity.chainPem().replace('\n', ' '));

        Conversation conversation = talk(pem, server);

        assertThat(conversation.succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void handshake_peerClosesInTheMiddle_isABrokenConnectionAndNoAuthenticationFailure(String version)
            throws Exception {
        SSLEngine engine =
                factory(client.with("ssl.enabled.protocols", version)).createClientSslEngine("localhost", 1, "https");
        engine.beginHandshake();
        engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(20_000));
        ByteBuffer closeNotify = ByteBuffer.wrap(new byte[] {21, 3, 3, 0, 2, 1, 0});

        assertThatThrownBy(() -> {
                    engine.unwrap(closeNotify, ByteBuffer.allocate(20_000));
                    engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(20_000));
                })
                .isExactlyInstanceOf(SSLException.class);
    }

    private static Conversation talk(TestSettings client, TestSettings server) throws Exception {
        return talk(client, server, "localhost", "https");
    }

    private static Conversation talk(TestSettings client, TestSettings server, String host, String identification)
            throws Exception {
        return Conversation.between(
                factory(client).createClientSslEngine(host, 9093, identification),
                factory(server).createServerSslEngine("127.0.0.1", 50_000));
    }

    private static FipsSslEngineFactory factory(TestSettings settings) {
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        factory.configure(settings.asKafkaGivesThem());
        return factory;
    }

    private static TestSettings withoutKey(TestSettings settings) {
        return settings.without("ssl.keystore.type")
                .without("ssl.keystore.key")
                .without("ssl.keystore.certificate.chain");
    }

    private static String peerOf(SSLEngine engine) {
        try {
            return engine.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }
}
