package io.kafkafips.authorizer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.identity.ParsedCertificates;
import io.kafkafips.commons.x509.CertificateId;
import io.kafkafips.commons.x509.IssuerId;
import io.kafkafips.commons.x509.VerifiedPath;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.KafkaPrincipalBuilder;
import org.apache.kafka.common.security.auth.KafkaPrincipalSerde;
import org.apache.kafka.common.security.auth.PlaintextAuthenticationContext;
import org.apache.kafka.common.security.auth.SaslAuthenticationContext;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.auth.SslAuthenticationContext;
import org.apache.kafka.common.security.plain.PlainAuthenticateCallback;
import org.apache.kafka.common.security.plain.internals.PlainSaslServer;
import org.junit.jupiter.api.Test;

class CertificatePrincipalBuilderTest {
    private static final Pki CA = Pki.root("CN=Test CA,O=Acme");
    private static final Identity SERVER = CA.issue(CertificateSpec.localServer("CN=broker"));
    private static final Identity CAROL = CA.issue(CertificateSpec.of("CN=carol,OU=payments,O=Acme"));

    private final CertificatePrincipalBuilder builder = new CertificatePrincipalBuilder();

    @Test
    void build_clientCertificate_hasThePrimaryNameAndWhatIsProven() throws Exception {
        KafkaPrincipal principal = builder.build(tls(session(CAROL)));
        String subject = CAROL.certificate().getSubjectX500Principal().getName();
        assertThat(principal)
                .hasToString("User:" + subject)
                .isInstanceOfSatisfying(
                        CertificatePrincipal.class,
                        carol -> assertThat(carol.names())
                                .startsWith("User:" + subject, "Cn:carol", "Group:payments", "Org:Acme"));
    }

    @Test
    void build_mappingRules_makeThePrimaryName() throws Exception {
        builder.configure(Map.of("ssl.principal.mapping.rules", "RULE:^.*CN=([^,]+).*$/$1/U,DEFAULT"));
        assertThat(builder.build(tls(session(CAROL)))).hasToString("User:CAROL");
    }

    @Test
    void build_noRuleApplies_isRefusedWithTheSubject() throws Exception {
        builder.configure(Map.of("ssl.principal.mapping.rules", "RULE:^CN=nobody$/x/"));
        AuthenticationContext context = tls(session(CAROL));
        assertThatThrownBy(() -> builder.build(context))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("ssl.principal.mapping.rules")
                .hasMessageContaining("CN=carol");
    }

    @Test
    void build_secondRequestOfASession_isTheSameObject() throws Exception {
        SSLSession session = session(CAROL);
        KafkaPrincipal first = builder.build(tls(session));
        assertThat(builder.build(tls(session))).isSameAs(first);
    }

    @Test
    void build_noClientCertificate_isTheAnonymousConstant() throws Exception {
        assertThat(builder.build(tls(session(null)))).isSameAs(KafkaPrincipal.ANONYMOUS);
    }

    @Test
    void build_plaintext_isTheAnonymousConstant() {
        assertThat(builder.build(new PlaintextAuthenticationContext(InetAddress.getLoopbackAddress(), "PLAINTEXT")))
                .isSameAs(KafkaPrincipal.ANONYMOUS);
    }

    @Test
    void build_saslOverMutualTls_hasTheSaslNameAndTheFactsOfTheCertificate() throws Exception {
        SSLSession session = session(CAROL);
        KafkaPrincipal first = builder.build(sasl(Optional.of(session)));
        assertThat(first)
                .hasToString("User:alice")
                .isInstanceOfSatisfying(
                        CertificatePrincipal.class,
                        alice -> assertThat(alice.names()).startsWith("User:alice", "Cn:carol", "Group:payments"));
        assertThat(builder.build(sasl(Optional.of(session))))
                .as("Kafka marks the principal of a delegation token")
                .isNotSameAs(first);
    }

    @Test
    void build_saslWithoutCertificate_isAPlainPrincipal() throws Exception {
        KafkaPrincipal alice = new KafkaPrincipal("User", "alice");
        assertThat(builder.build(sasl(Optional.of(session(null))))).isEqualTo(alice);
        assertThat(builder.build(sasl(Optional.empty()))).isEqualTo(alice);
    }

    @Test
    void build_certificateWithTooManyNames_isRefusedWithItsSubject() throws Exception {
        CertificateSpec spec = CertificateSpec.of("CN=crowd");
        for (int i = 0; i < 520; i++) {
            spec = spec.withDns("h" + i);
        }
        AuthenticationContext context = tls(session(CA.issue(spec)));
        assertThatThrownBy(() -> builder.build(context))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("CN=crowd");
    }

    @Test
    void serde_ofTheBuilder_carriesTheCertificate() throws Exception {
        KafkaPrincipal carol = builder.build(tls(session(CAROL)));
        assertThat(builder.deserialize(builder.serialize(carol)))
                .isInstanceOfSatisfying(
                        CertificatePrincipal.class,
                        read -> assertThat(read.identity()).isEqualTo(((CertificatePrincipal) carol).identity()));
    }

    @Test
    void build_rulesAndNoVerifiedPath_isAnonymous() throws Exception {
        builder.configure(Map.of("certificate.principal.rules", "anchor any gives all"));
        assertThat(builder.build(tls(session(CAROL)))).isSameAs(KafkaPrincipal.ANONYMOUS);
    }

    @Test
    void build_rulesAndAPathOfAnotherClient_isAnonymous() throws Exception {
        builder.configure(Map.of("certificate.principal.rules", "anchor any gives all"));
        SSLSession session = session(CAROL);
        new VerifiedPath(List.of(SERVER.certificate()), CA.certificate(), Set.of()).attachTo(session);
        assertThat(builder.build(tls(session))).isSameAs(KafkaPrincipal.ANONYMOUS);
    }

    @Test
    void build_anchorWithoutARule_isAnonymousForEveryRequest() throws Exception {
        builder.configure(Map.of("certificate.principal.rules", "anchor 'CN=Another' gives all"));
        SSLSession session = verified(CAROL);
        assertThat(builder.build(tls(session))).isSameAs(KafkaPrincipal.ANONYMOUS);
        assertThat(builder.build(tls(session))).isSameAs(KafkaPrincipal.ANONYMOUS);
    }

    @Test
    void build_ruleOfTheAnchor_makesThePrincipals() throws Exception {
        builder.configure(Map.of(
                "certificate.principal.rules",
                "anchor 'CN=Test CA,O=Acme' gives User as 'partner-{}', Group as 'partner-{}'",
                "ssl.principal.mapping.rules",
                "RULE:^.*CN=([^,]+).*$/$1/,DEFAULT"));
        assertThat(names(builder.build(tls(verified(CAROL)))))
                .containsExactly("User:partner-carol", "Group:partner-payments");
    }

    @Test
    void build_ruleWithoutUser_isNamedByTheDigest() throws Exception {
        builder.configure(Map.of("certificate.principal.rules", "anchor any gives Cn, Sha256"));
        KafkaPrincipal principal = builder.build(tls(verified(CAROL)));
        String digest = ((CertificatePrincipal) principal).identity().sha256();
        assertThat(names(principal)).containsExactly("Sha256:" + digest, "Cn:carol");
        assertThat(principal.getName()).isEqualTo(digest);
    }

    @Test
    void build_saslUnderAnAnchorWithoutARule_hasTheSaslNameAlone() throws Exception {
        builder.configure(Map.of("certificate.principal.rules", "anchor 'CN=Another' gives all"));
        KafkaPrincipal alice = builder.build(sasl(Optional.of(verified(CAROL))));
        assertThat(names(alice)).containsExactly("User:alice");
        assertThat(((CertificatePrincipal) alice).identity().path().certificates())
                .as("so that expiry and revocation still count")
                .hasSize(1);
    }

    @Test
    void build_requestsOfASession_readTheCertificateOnce() throws Exception {
        SSLSession session = verified(CAROL);
        long read = ParsedCertificates.shared().read();
        long reused = ParsedCertificates.shared().reused();
        builder.build(tls(session));
        builder.build(tls(session));
        builder.build(sasl(Optional.of(session)));
        assertThat(ParsedCertificates.shared().read() - read).isEqualTo(1);
        assertThat(ParsedCertificates.shared().reused() - reused).isEqualTo(2);
    }

    @Test
    void serde_ofTheBuilder_carriesThePath() throws Exception {
        CertificatePrincipal carol = (CertificatePrincipal) builder.build(tls(verified(CAROL)));
        CertificatePrincipal read = (CertificatePrincipal) builder.deserialize(builder.serialize(carol));
        assertThat(read.identity().path())
                .isEqualTo(carol.identity().path())
                .satisfies(path -> assertThat(path.certificates())
                        .containsExactly(new CertificateId(
                                IssuerId.of(CA.certificate()),
                                CAROL.certificate().getSerialNumber())));
    }

    @Test
    void builder_declaresBothInterfaces_forKafkaBefore42() {
        assertThat(CertificatePrincipalBuilder.class.getInterfaces())
                .contains(KafkaPrincipalBuilder.class, KafkaPrincipalSerde.class);
    }

    private static SSLSession session(Identity client) throws Exception {
        return TlsSessions.serverSession(CA, SERVER, client);
    }

    private static SSLSession verified(Identity client) throws Exception {
        SSLSession session = session(client);
        new VerifiedPath(List.of(client.certificate()), CA.certificate(), Set.of()).attachTo(session);
        return session;
    }

    private static List<String> names(KafkaPrincipal principal) {
        return ((CertificatePrincipal) principal).names();
    }

    private static AuthenticationContext tls(SSLSession session) {
        return new SslAuthenticationContext(session, InetAddress.getLoopbackAddress(), "EXTERNAL");
    }

    private static AuthenticationContext sasl(Optional<SSLSession> session) throws Exception {
        PlainSaslServer server = new PlainSaslServer(callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof PlainAuthenticateCallback authenticate) {
                    authenticate.authenticated(true);
                } else {
                    assertThat(callback).isInstanceOf(NameCallback.class);
                }
            }
        });
        server.evaluateResponse("\0alice\0password".getBytes(StandardCharsets.UTF_8));
        return new SaslAuthenticationContext(
                server, SecurityProtocol.SASL_SSL, InetAddress.getLoopbackAddress(), "SASL_SSL", session);
    }
}
