package io.kafkafips.ssl.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.x509.CertificateId;
import io.kafkafips.commons.x509.IssuerId;
import io.kafkafips.commons.x509.VerifiedPath;
import io.kafkafips.ssl.engine.TlsProvider;
import io.kafkafips.ssl.policy.TlsProfile;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.KeySpec;
import io.kafkafips.testkit.Pki;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifiedPathsTest {
    private static final String GOLD = "1.3.6.1.4.1.55555.1";
    private static final String SILVER = "1.3.6.1.4.1.55555.2";
    private static final String ANY_POLICY = "2.5.29.32.0";
    private static final KeySpec P384 = new KeySpec("EC", "secp384r1");

    private final Pki root = Pki.root("CN=root");

    @Test
    void find_chainInWrongOrderWithStrangers_isThePath() throws Exception {
        Pki one = root.intermediate("CN=one");
        Pki two = one.intermediate("CN=two");
        Identity leaf = two.issue(CertificateSpec.of("CN=leaf"));
        Pki stranger = Pki.root("CN=stranger");

        VerifiedPath path = paths().find(chain(
                leaf.certificate(), stranger.certificate(), one.certificate(), root.certificate(), two.certificate()));

        assertThat(path.certificates()).containsExactly(leaf.certificate(), two.certificate(), one.certificate());
        assertThat(path.anchor()).isEqualTo(root.certificate());
        assertThat(path.leaf()).isEqualTo(leaf.certificate());
    }

    @Test
    void find_anotherRoot_isRefused() {
        Identity leaf = Pki.root("CN=root").issue(CertificateSpec.of("CN=leaf"));

        assertThatThrownBy(() -> paths().find(chain(leaf.certificate())))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("No path leads to a trust anchor");
    }

    @Test
    void find_noAnchors_isRefused() {
        X509Certificate leaf = root.issue(CertificateSpec.of("CN=leaf")).certificate();

        assertThatThrownBy(() -> new VerifiedPaths(List.of()).find(chain(leaf)))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void find_peerIsAnAnchorItself_isAnEmptyPath() throws Exception {
        X509Certificate pinned = root.issue(CertificateSpec.of("CN=pinned")).certificate();

        VerifiedPath path = new VerifiedPaths(List.of(pinned)).find(chain(pinned));

        assertThat(path.certificates()).isEmpty();
        assertThat(path.leaf()).isEqualTo(pinned);
    }

    /** The dates of an anchor do not count otherwise, but this one is the peer's own certificate. */
    @Test
    void find_peerIsAnAnchorThatHasExpired_isRefused() {
        Instant now = Instant.now();
        X509Certificate pinned = root.issue(CertificateSpec.of("CN=pinned")
                        .withValidity(now.minus(2, ChronoUnit.DAYS), now.minus(1, ChronoUnit.DAYS)))
                .certificate();

        assertThatThrownBy(() -> new VerifiedPaths(List.of(pinned)).find(chain(pinned)))
                .isInstanceOf(CertificateExpiredException.class);
    }

    @Test
    void ids_ofAPath_nameIssuerAndNumberOfEachCertificate() throws Exception {
        Pki sub = root.intermediate("CN=sub");
        Identity leaf = sub.issue(CertificateSpec.of("CN=leaf"));

        VerifiedPath path = paths().find(chain(leaf));

        assertThat(path.ids())
                .containsExactly(
                        new CertificateId(
                                IssuerId.of(sub.certificate()),
                                leaf.certificate().getSerialNumber()),
                        new CertificateId(
                                IssuerId.of(root.certificate()),
                                sub.certificate().getSerialNumber()));
    }

    @Test
    void notAfter_intermediateEndsFirst_isItsEnd() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Pki sub = root.intermediate(
                CertificateSpec.of("CN=sub").withValidity(now.minusSeconds(60), now.plusSeconds(600)));

        VerifiedPath path = paths().find(chain(sub.issue(CertificateSpec.of("CN=leaf"))));

        assertThat(path.notAfter()).isEqualTo(now.plusSeconds(600));
    }

    @Test
    void policies_leafBelowTheAnchor_areItsOwn() throws Exception {
        Identity leaf =
                root.issue(CertificateSpec.of("CN=leaf").withPolicy(GOLD).withPolicy(SILVER));

        assertThat(paths().find(chain(leaf)).policies()).containsExactlyInAnyOrder(GOLD, SILVER);
    }

    @Test
    void policies_anyPolicyInTheLeafAlone_isNone() throws Exception {
        Identity leaf = root.issue(CertificateSpec.of("CN=leaf").withPolicy(ANY_POLICY));

        assertThat(paths().find(chain(leaf)).policies()).isEmpty();
    }

    @Test
    void policies_intermediateAssertsAnyPolicy_areTheLeafs() throws Exception {
        Pki sub = root.intermediate(CertificateSpec.of("CN=sub").withPolicy(ANY_POLICY));

        assertThat(paths().find(chain(sub.issue(CertificateSpec.of("CN=leaf").withPolicy(GOLD))))
                        .policies())
                .containsExactly(GOLD);
    }

    @Test
    void policies_leafAssertsAnyPolicy_areTheIntermediates() throws Exception {
        Pki sub = root.intermediate(CertificateSpec.of("CN=sub").withPolicy(SILVER));

        assertThat(paths().find(chain(sub.issue(CertificateSpec.of("CN=leaf").withPolicy(ANY_POLICY))))
                        .policies())
                .containsExactly(SILVER);
    }

    @Test
    void policies_intermediateHasOnlyOneOfTheLeafs_areThatOne() throws Exception {
        Pki sub = root.intermediate(CertificateSpec.of("CN=sub").withPolicy(SILVER));

        assertThat(paths().find(chain(sub.issue(
                                CertificateSpec.of("CN=leaf").withPolicy(GOLD).withPolicy(SILVER))))
                        .policies())
                .containsExactly(SILVER);
    }

    @Test
    void policies_intermediateWithoutPolicies_areNone() throws Exception {
        Pki sub = root.intermediate("CN=sub");

        assertThat(paths().find(chain(sub.issue(CertificateSpec.of("CN=leaf").withPolicy(GOLD))))
                        .policies())
                .isEmpty();
    }

    /** A new key of an authority: the names are equal, and the signature counts all the same. */
    @Test
    void check_weakSignatureOfASelfIssuedIntermediate_isRefused() throws Exception {
        Pki strong = Pki.root(CertificateSpec.of("CN=root").withKey(P384).withSignatureAlgorithm("SHA384withECDSA"));
        Pki rollover = strong.intermediate(
                CertificateSpec.of("CN=root").withKey(P384).withSignatureAlgorithm("SHA256withECDSA"));
        Identity leaf =
                rollover.issue(CertificateSpec.of("CN=leaf").withKey(P384).withSignatureAlgorithm("SHA384withECDSA"));
        KeyStore store = KeyStore.getInstance("BCFKS", "BCFIPS");
        store.load(null, null);
        store.setCertificateEntry("root", strong.certificate());
        PathTrustManager manager = new PathTrustManager(
                TlsProvider.trustManager(store),
                new VerifiedPaths(List.of(strong.certificate())),
                CertificateRule.of(TlsProfile.STRICT),
                PathRule.NONE);

        assertThatThrownBy(() -> manager.checkClientTrusted(chain(leaf), "EC"))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("the certificate of CN=root has a signature below the profile strict");
    }

    private VerifiedPaths paths() {
        return new VerifiedPaths(List.of(root.certificate()));
    }

    private static X509Certificate[] chain(Identity identity) {
        return identity.chain().toArray(X509Certificate[]::new);
    }

    private static X509Certificate[] chain(X509Certificate... certificates) {
        return certificates;
    }
}
