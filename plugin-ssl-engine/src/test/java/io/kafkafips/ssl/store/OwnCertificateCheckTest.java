package io.kafkafips.ssl.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.ssl.Fixture;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.ssl.policy.ClientAuth;
import io.kafkafips.ssl.policy.NodeRole;
import io.kafkafips.ssl.policy.Settings;
import io.kafkafips.ssl.policy.TlsProfile;
import io.kafkafips.ssl.trust.CertificateRule;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.KeySpec;
import io.kafkafips.testkit.Pki;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OwnCertificateCheckTest {
    private static final Pki AUTHORITY = Pki.root("CN=ca");
    private static final CertificateSpec SPEC = CertificateSpec.localServer("CN=node");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(NodeRole.class)
    void require_certificateInOrder_passes(NodeRole role) {
        KeyMaterial material = material(AUTHORITY.intermediate("CN=sub").issue(SPEC));

        assertThatCode(() -> check(role).require(material)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(NodeRole.class)
    void require_noExtendedKeyUsage_isForAnyPurpose(NodeRole role) {
        KeyMaterial material = material(AUTHORITY.issue(SPEC.withUsage(false, false)));

        assertThatCode(() -> check(role).require(material)).doesNotThrowAnyException();
    }

    @Test
    void require_expired_saysSinceWhen() {
        KeyMaterial material = material(AUTHORITY.issue(SPEC));
        Instant end = AUTHORITY.certificate().getNotAfter().toInstant().plus(Duration.ofDays(1));

        assertThatThrownBy(
                        () -> check(NodeRole.CLIENT, TlsProfile.SP800_52R2, end).require(material))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("ssl.keystore.key=[hidden] is refused: expected valid certificates under this"
                        + " setting (CN=node); CN=node expired at ")
                .hasMessageEndingWith("Remedy: renew it");
    }

    @Test
    void require_notYetValid_saysFromWhen() {
        KeyMaterial material = material(AUTHORITY.issue(SPEC));
        Instant before = Instant.now().minus(Duration.ofDays(1));

        assertThatThrownBy(() ->
                        check(NodeRole.CLIENT, TlsProfile.SP800_52R2, before).require(material))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("CN=node is not valid before ")
                .hasMessageContaining("set the clock");
    }

    @Test
    void require_expiredIntermediate_namesIt() {
        Identity leaf = AUTHORITY.intermediate("CN=sub").issue(SPEC);
        Instant later = leaf.chain().get(1).getNotAfter().toInstant().plusSeconds(1);
        Identity longer = AUTHORITY
                .intermediate("CN=sub")
                .issue(SPEC.withValidity(Instant.now().minusSeconds(60), later.plusSeconds(600)));

        assertThatThrownBy(() ->
                        check(NodeRole.CLIENT, TlsProfile.SP800_52R2, later).require(material(longer)))
                .hasMessageContaining("(CN=node); CN=sub expired at ");
    }

    @Test
    void require_issuersInTheWrongOrder_isRefused() {
        Identity right = AUTHORITY.intermediate("CN=sub").issue(SPEC);
        Identity wrong = new Identity(
                right.key(),
                List.of(
                        right.certificate(),
                        AUTHORITY.certificate(),
                        right.chain().get(1)));

        assertThatThrownBy(() -> check(NodeRole.CLIENT).require(material(wrong)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("CN=node is not signed by CN=ca")
                .hasMessageContaining("put leaf and intermediate certificates in order");
    }

    /** Renewed authorities keep their name: the signature decides. */
    @Test
    void require_issuerOfTheSameNameWithAnotherKey_isRefused() {
        Identity right = AUTHORITY.intermediate("CN=sub").issue(SPEC);
        X509Certificate other =
                AUTHORITY.intermediate("CN=sub").issue(SPEC).chain().get(1);
        Identity wrong = new Identity(right.key(), List.of(right.certificate(), other));

        assertThatThrownBy(() -> check(NodeRole.CLIENT).require(material(wrong)))
                .hasMessageContaining("CN=node is not signed by CN=sub");
    }

    @Test
    void require_certificateOfAnAuthorityAsLeaf_isRefusedForItsKeyUsage() {
        KeyMaterial material = material(AUTHORITY.issue(SPEC.asAuthority()));

        assertThatThrownBy(() -> check(NodeRole.CLIENT).require(material))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected the key usage digitalSignature");
    }

    @ParameterizedTest
    @CsvSource({"SERVER, true, false, serverAuth", "CLIENT, false, true, clientAuth"})
    void require_otherExtendedKeyUsage_isRefused(NodeRole role, boolean client, boolean server, String expected) {
        KeyMaterial material = material(AUTHORITY.issue(SPEC.withUsage(client, server)));

        assertThatThrownBy(() -> check(role).require(material))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected the extended key usage " + expected)
                .hasMessageContaining("extendedKeyUsage=serverAuth,clientAuth");
    }

    @Test
    void require_serverWithoutAlternativeName_isRefused() {
        KeyMaterial material = material(
                AUTHORITY.issue(CertificateSpec.of("CN=broker.example.org").withUri("spiffe://example.org/broker")));

        assertThatThrownBy(() -> check(NodeRole.SERVER).require(material))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected a dNSName or iPAddress among the subject alternative names")
                .hasMessageEndingWith("subjectAltName=DNS:<host of advertised.listeners>");
    }

    @Test
    void require_clientWithoutAlternativeName_passes() {
        KeyMaterial material = material(AUTHORITY.issue(CertificateSpec.of("CN=client")));

        assertThatCode(() -> check(NodeRole.CLIENT).require(material)).doesNotThrowAnyException();
    }

    @Test
    void require_problemInABcfksStore_namesFileAndAlias() {
        Identity identity = AUTHORITY.issue(CertificateSpec.of("CN=node"));
        Path file = identity.writeBcfks(folder.resolve("node.bcfks"), TestSettings.PASSWORD);
        KeyMaterial material = KeyInput.from(
                        new Settings(TestSettings.none().withKey(file).asKafkaGivesThem()))
                .load();

        assertThatThrownBy(() -> check(NodeRole.SERVER).require(material))
                .hasMessageStartingWith("ssl.keystore.location=" + file + " is refused")
                .hasMessageContaining("under alias 'key' (CN=node)");
    }

    @Test
    void require_p256InStrict_isRefusedInsteadOfEveryHandshake() {
        KeyMaterial material = material(AUTHORITY.issue(SPEC));

        assertThatThrownBy(() ->
                        check(NodeRole.CLIENT, TlsProfile.STRICT, Instant.now()).require(material))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("CN=node has a key below the profile strict; approved are EC on P-384, or RSA");
    }

    @Test
    void require_p384SignedWithSha256InStrict_isRefused() {
        KeyMaterial material = material(AUTHORITY.issue(SPEC.withKey(KeySpec.P384)));

        assertThatThrownBy(() ->
                        check(NodeRole.CLIENT, TlsProfile.STRICT, Instant.now()).require(material))
                .hasMessageContaining("CN=node has a signature below the profile strict; approved are SHA-384");
    }

    @ParameterizedTest
    @CsvSource({"P-256, secp256r1", "P-384, secp384r1", "P-521, secp521r1"})
    void requireCurveAmong_groupsWithoutTheCurveOfTheKey_isRefusedInsteadOfEveryHandshake(String curve, String group) {
        KeyMaterial material = material(AUTHORITY.issue(SPEC.withKey(new KeySpec("EC", curve))));
        OwnCertificateCheck check = check(NodeRole.CLIENT);

        assertThatCode(() -> check.requireCurveAmong(material, List.of("ffdhe2048", group)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check.requireCurveAmong(material, List.of("ffdhe2048")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("the key is on " + group)
                .hasMessageContaining("-Djdk.tls.namedGroups");
    }

    @Test
    void requireCurveAmong_rsaKey_passes() {
        KeyMaterial material = material(AUTHORITY.issue(SPEC.withKey(KeySpec.RSA2048)));

        assertThatCode(() -> check(NodeRole.CLIENT).requireCurveAmong(material, List.of("ffdhe2048")))
                .doesNotThrowAnyException();
    }

    @Test
    void requireTrustedByItself_ownAuthorityInTheTrustStore_passes() {
        KeyMaterial material = material(AUTHORITY.intermediate("CN=sub").issue(SPEC));

        assertThatCode(() -> check(NodeRole.SERVER)
                        .requireTrustedByItself(material, trust(AUTHORITY).manager(), ClientAuth.REQUIRED))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(ClientAuth.class)
    void requireTrustedByItself_otherAuthorityInTheTrustStore_isRefusedByName(ClientAuth auth) {
        KeyMaterial material = material(AUTHORITY.issue(SPEC));
        TrustMaterial other = trust(Pki.root("CN=other"));

        assertThatThrownBy(() -> check(NodeRole.SERVER).requireTrustedByItself(material, other.manager(), auth))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected a certificate that the node's own trust store accepts")
                .hasMessageContaining("Remedy: put the authority CN=ca into the trust store");
    }

    @Test
    void requireTrustedByItself_serverAuthOnly_isRefusedWhereBrokersAuthenticateByCertificate() {
        KeyMaterial material = material(AUTHORITY.issue(SPEC.withUsage(false, true)));
        TrustMaterial trust = trust(AUTHORITY);

        assertThatThrownBy(() ->
                        check(NodeRole.SERVER).requireTrustedByItself(material, trust.manager(), ClientAuth.REQUIRED))
                .hasMessageContaining("extended key usage clientAuth")
                .hasMessageContaining("since brokers show it to each other as clients");
        assertThatCode(() -> check(NodeRole.SERVER).requireTrustedByItself(material, trust.manager(), ClientAuth.NONE))
                .doesNotThrowAnyException();
    }

    /** A client may well have a certificate of another authority than the servers that it trusts. */
    @Test
    void requireTrustedByItself_client_isNotAsked() {
        KeyMaterial material = material(AUTHORITY.issue(SPEC));
        TrustMaterial other = trust(Pki.root("CN=other"));

        assertThatCode(() ->
                        check(NodeRole.CLIENT).requireTrustedByItself(material, other.manager(), ClientAuth.REQUIRED))
                .doesNotThrowAnyException();
    }

    @Test
    void require_fixtureWithAnUnlinkedChain_isRefused() {
        TestSettings settings = TestSettings.none()
                .with("ssl.keystore.type", "PEM")
                .with("ssl.keystore.key", Fixture.text("key.pem"))
                .with(
                        "ssl.keystore.certificate.chain",
                        Fixture.text("ec-prime256v1.pem") + Fixture.text("chain-ca.pem"));

        assertThatThrownBy(() -> check(NodeRole.CLIENT)
                        .require(KeyInput.from(new Settings(settings.asKafkaGivesThem()))
                                .load()))
                .hasMessageContaining("CN=ec-prime256v1 is not signed by CN=Fixture chain CA");
    }

    private static OwnCertificateCheck check(NodeRole role) {
        return check(role, TlsProfile.SP800_52R2, Instant.now());
    }

    private static OwnCertificateCheck check(NodeRole role, TlsProfile profile, Instant now) {
        return new OwnCertificateCheck(role, CertificateRule.of(profile), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static KeyMaterial material(Identity identity) {
        return KeyInput.from(new Settings(TestSettings.none()
                        .with("ssl.keystore.type", "PEM")
                        .with("ssl.keystore.key", identity.keyPem())
                        .with("ssl.keystore.certificate.chain", identity.chainPem())
                        .asKafkaGivesThem()))
                .load();
    }

    private static TrustMaterial trust(Pki authority) {
        return TrustInput.from(
                        new Settings(TestSettings.none().withPemTrust(authority).asKafkaGivesThem()))
                .load();
    }
}
