package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.commons.x509.VerifiedPath;
import io.kafkafips.ssl.Conversation;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.ssl.engine.TlsProvider;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.OcspResponder;
import io.kafkafips.testkit.Pki;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer cannot make us believe about its path, by real handshakes between engines of the factory. */
class VerifiedPathTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pki corporate = Pki.root("CN=Corporate Root,O=Example");
    private final Pki partner = Pki.root("CN=Partner Root,O=Partner");
    private final Identity broker = corporate.issue(CertificateSpec.localServer("CN=broker"));
    private final List<FipsSslEngineFactory> factories = new ArrayList<>();

    @AfterEach
    void close() {
        factories.forEach(FipsSslEngineFactory::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void session_chainThroughAnIntermediate_hasThePathThatWasVerified(String version) throws Exception {
        Pki sub = corporate.intermediate("CN=sub");
        Identity alice = sub.issue(CertificateSpec.of("CN=alice"));

        VerifiedPath path = path(talk(client(alice).with("ssl.enabled.protocols", version), server()));

        assertThat(path.certificates()).containsExactly(alice.certificate(), sub.certificate());
        assertThat(path.anchor()).isEqualTo(corporate.certificate());
    }

    @Test
    void session_clientIsTheAnchorItself_hasAnEmptyPath() throws Exception {
        Pki pinned = Pki.root(CertificateSpec.of("CN=pinned"));
        Identity leaf = pinned.issue(CertificateSpec.of("CN=leaf"));
        TestSettings server = server().with(
                        "ssl.truststore.certificates",
                        leaf.chainPem() + corporate.identity().chainPem());

        VerifiedPath path = path(talk(client(leaf), server));

        assertThat(path.certificates()).isEmpty();
        assertThat(path.anchor()).isEqualTo(leaf.certificate());
    }

    /** Neither BCJSSE nor the path of certificates looks at the dates of an anchor. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshake_clientIsAnAnchorThatHasExpired_isRefused(String version) throws Exception {
        Instant now = Instant.now();
        Identity leaf = Pki.root("CN=pinned")
                .issue(CertificateSpec.of("CN=leaf")
                        .withValidity(now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1))));
        TestSettings server = server().with(
                        "ssl.truststore.certificates",
                        leaf.chainPem() + corporate.identity().chainPem());

        Conversation conversation = talk(hostile(leaf, version, leaf.certificate()), server);

        assertThat(conversation.serverFailure()).isNotNull();
        assertThat(conversation.clientFailure()).hasMessageContaining("certificate_expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void session_intermediateNamedLikeTheOtherRoot_endsAtTheRootThatSignedIt(String version) throws Exception {
        Pki impostor = partner.intermediate("CN=Corporate Root,O=Example");
        Identity mallory = impostor.issue(CertificateSpec.of("CN=mallory,OU=payments"));

        VerifiedPath path = path(talk(client(mallory).with("ssl.enabled.protocols", version), server()));

        assertThat(path.anchor()).isEqualTo(partner.certificate());
        assertThat(path.certificates()).containsExactly(mallory.certificate(), impostor.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void session_lookAlikeThatClaimsTheOtherRoot_endsAtTheRootThatSigned(String version) throws Exception {
        Pki sub = partner.intermediate("CN=sub");
        Identity mallory = sub.issue(CertificateSpec.of("CN=mallory,OU=payments"));

        VerifiedPath path = path(talk(
                hostile(mallory, version, mallory.certificate(), sub.claimedToBeIssuedBy(corporate), sub.certificate()),
                server()));

        assertThat(path.anchor()).isEqualTo(partner.certificate());
        assertThat(path.certificates()).containsExactly(mallory.certificate(), sub.certificate());
    }

    /** The holder of a stolen intermediate makes it look as if another authority, which has not revoked it, had issued it. */
    @Test
    void handshake_revokedIntermediateBehindALookAlike_isRefused() throws Exception {
        Pki sub = corporate.intermediate("CN=sub");
        Identity mallory = sub.issue(CertificateSpec.of("CN=mallory"));
        try (OcspResponder responder = OcspResponder.start(corporate.identity())) {
            responder.revoke(sub.certificate().getSerialNumber());
            TestSettings asking = server().with("fips.tls.revocation.mode", "ocsp")
                    .with("fips.tls.revocation.ocsp.url", responder.url())
                    .with("fips.tls.revocation.accept.certificates.of.unknown.status", "true");
            X509Certificate[] chain = {mallory.certificate(), sub.claimedToBeIssuedBy(partner), sub.certificate()};
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            Conversation last = talk(hostile(mallory, "TLSv1.3", chain), asking);
            while (last.serverFailure() == null && System.nanoTime() < deadline) {
                Thread.sleep(100);
                last = talk(hostile(mallory, "TLSv1.3", chain), asking);
            }

            assertThat(last.serverFailure()).hasMessageContaining("CN=sub").hasMessageContaining("is revoked");
        }
    }

    @Test
    void session_resumedInTls12_hasThePathToo() throws Exception {
        Identity alice = corporate.issue(CertificateSpec.of("CN=alice"));
        TestSettings client = client(alice).with("ssl.enabled.protocols", "TLSv1.2");
        FipsSslEngineFactory clients = factory(client);
        FipsSslEngineFactory servers = factory(server());

        Conversation first = talk(clients, servers);
        Conversation second = talk(clients, servers);

        assertThat(second.server().getSession().getId())
                .as("the session is resumed")
                .isEqualTo(first.server().getSession().getId());
        assertThat(path(second).anchor()).isEqualTo(corporate.certificate());
    }

    /** Without the bound the module's path builder tries every order of them: ten took it 20 s. */
    @Test
    void handshake_manyLookAlikes_isRefusedBeforeAnyPathIsBuilt() throws Exception {
        Pki loop = Pki.root("CN=loop");
        Identity mallory = loop.issue(CertificateSpec.of("CN=mallory"));
        X509Certificate[] chain = {
            mallory.certificate(),
            loop.claimedToBeIssuedBy(loop),
            loop.claimedToBeIssuedBy(loop),
            loop.claimedToBeIssuedBy(corporate)
        };

        Conversation conversation = talk(hostile(mallory, "TLSv1.3", chain), server());

        assertThat(conversation.serverFailure()).hasMessageContaining("more than 2 certificates of one name");
    }

    private static VerifiedPath path(Conversation conversation) {
        assertThat(conversation.serverFailure()).isNull();
        SSLSession session = conversation.server().getSession();
        VerifiedPath path = VerifiedPath.of(session);
        assertThat(path).isNotNull();
        return path;
    }

    private TestSettings server() {
        return TestSettings.pem(broker, corporate)
                .with("ssl.client.auth", "required")
                .with(
                        "ssl.truststore.certificates",
                        corporate.identity().chainPem() + partner.identity().chainPem());
    }

    private TestSettings client(Identity identity) {
        return TestSettings.pem(identity, corporate);
    }

    /** A client that sends whatever chain it likes: the factory would refuse to. */
    private SSLEngine hostile(Identity identity, String version, X509Certificate... chain) throws Exception {
        KeyStore keys = FipsJca.bcfks();
        keys.load(null, null);
        keys.setKeyEntry("key", identity.key(), new char[0], chain);
        KeyStore trust = FipsJca.bcfks();
        trust.load(null, null);
        trust.setCertificateEntry("ca", corporate.certificate());
        SSLEngine engine = TlsProvider.context(
                        TlsProvider.keyManagers(keys, new char[0]),
                        new TrustManager[] {TlsProvider.trustManager(trust)})
                .createSSLEngine("localhost", 9093);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {version});
        return engine;
    }

    private Conversation talk(SSLEngine client, TestSettings server) throws Exception {
        return Conversation.between(client, factory(server).createServerSslEngine("127.0.0.1", 50_000));
    }

    private Conversation talk(TestSettings client, TestSettings server) throws Exception {
        return talk(factory(client), factory(server));
    }

    private static Conversation talk(FipsSslEngineFactory clients, FipsSslEngineFactory servers) throws Exception {
        return Conversation.between(
                clients.createClientSslEngine("localhost", 9093, "https"),
                servers.createServerSslEngine("127.0.0.1", 50_000));
    }

    private FipsSslEngineFactory factory(TestSettings settings) {
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        factories.add(factory);
        factory.configure(settings.asKafkaGivesThem());
        return factory;
    }
}
