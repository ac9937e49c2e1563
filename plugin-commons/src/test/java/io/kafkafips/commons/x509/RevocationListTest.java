package io.kafkafips.commons.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.fips.FipsJca;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every CRL of the fixtures is good for seven days; {@code alice-revoked} is of 10 January 2030. */
class RevocationListTest {
    private final MovableClock clock = new MovableClock("2030-01-13T00:00:00Z");
    private final RevocationList list = new RevocationList(clock);
    private X509Certificate alice;
    private X509Certificate bob;
    private X509Certificate authority;

    @BeforeEach
    void certificates() throws Exception {
        alice = certificate("alice.pem");
        bob = certificate("bob.pem");
        authority = certificate("ca.pem");
    }

    @Test
    void status_nothingKnown_isUnknown() {
        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.UNKNOWN);
    }

    @Test
    void status_completeCrl_tellsTheRevokedFromTheGood() throws Exception {
        list.learn(authority);

        boolean counts = offer("alice-revoked.crl");

        assertThat(counts).isTrue();
        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.REVOKED);
        assertThat(list.status(bob, authority)).isEqualTo(RevocationStatus.GOOD);
    }

    @Test
    void isRevoked_byNumberAndIssuer_countsForTheKeyThatSignedTheCrl() throws Exception {
        list.learn(authority);
        offer("alice-revoked.crl");
        IssuerId issuer = IssuerId.of(authority);
        IssuerId namesake = new IssuerId(issuer.name(), "00".repeat(32));

        assertThat(list.isRevoked(new CertificateId(issuer, alice.getSerialNumber())))
                .isTrue();
        assertThat(list.isRevoked(new CertificateId(issuer, bob.getSerialNumber())))
                .isFalse();
        assertThat(list.isRevoked(new CertificateId(namesake, alice.getSerialNumber())))
                .isFalse();
    }

    @Test
    void status_crlBeforeItsAuthority_countsOnceThatIsKnown() throws Exception {
        boolean counts = offer("alice-revoked.crl");

        list.learn(authority);

        assertThat(counts).isFalse();
        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void status_crlOfAnotherKeyOfTheSameName_doesNotCount() throws Exception {
        list.learn(authority);

        boolean counts = offer("by-impostor.crl");

        assertThat(counts).isFalse();
        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.UNKNOWN);
    }

    @Test
    void status_twoAuthoritiesOfOneName_speakForTheirOwnKeyOnly() throws Exception {
        list.learn(authority);
        list.learn(certificate("impostor.pem"));

        offer("by-impostor.crl");

        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.UNKNOWN);
        assertThat(list.status(alice, certificate("impostor.pem"))).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void offer_signedByAKeyThatMayNotSignCrls_doesNotCount() throws Exception {
        list.learn(certificate("ca-without-crl-sign.pem"));

        assertThat(offer("by-ca-without-crl-sign.crl")).isFalse();
    }

    @Test
    void status_pastNextUpdate_isUnknownForTheGoodAndRevokedForTheRevoked() throws Exception {
        list.learn(authority);
        offer("alice-revoked.crl");

        clock.now = Instant.parse("2030-01-18T00:00:00Z");

        assertThat(list.status(bob, authority)).isEqualTo(RevocationStatus.UNKNOWN);
        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void offer_laterCrl_replacesTheEarlierOne() throws Exception {
        list.learn(authority);
        offer("alice-revoked.crl");

        offer("nobody-revoked-later.crl");

        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.GOOD);
        assertThat(list.crls()).hasSize(1);
    }

    @Test
    void offer_earlierCrl_doesNotReplaceTheLaterOne() throws Exception {
        list.learn(authority);
        offer("nobody-revoked-later.crl");

        offer("alice-revoked.crl");

        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.GOOD);
    }

    @Test
    void offer_deltaCrl_addsRevocationsToTheCompleteOne() throws Exception {
        list.learn(authority);
        offer("alice-revoked.crl");

        offer("delta-bob-revoked.crl");

        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.REVOKED);
        assertThat(list.status(bob, authority)).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void offer_deltaThatReleases_waitsForTheNextCompleteOne() throws Exception {
        list.learn(authority);
        offer("alice-revoked.crl");

        offer("delta-alice-released.crl");

        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void offer_completeCrlAfterADelta_replacesBoth() throws Exception {
        list.learn(authority);
        offer("delta-bob-revoked.crl");

        offer("nobody-revoked-later.crl");

        assertThat(list.status(bob, authority)).isEqualTo(RevocationStatus.GOOD);
    }

    @Test
    void status_crlForPartOfTheCertificates_revokesButProvesNothingGood() throws Exception {
        list.learn(authority);

        offer("users-only.crl");

        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.REVOKED);
        assertThat(list.status(bob, authority)).isEqualTo(RevocationStatus.UNKNOWN);
    }

    /** RFC 5280 wants the mark; an authority that forgets it has not said more for that. */
    @ParameterizedTest
    @ValueSource(strings = {"users-only-not-critical.crl", "delta-not-critical.crl"})
    void status_partialCrlWithoutTheCriticalMark_revokesButProvesNothingGood(String file) throws Exception {
        list.learn(authority);

        offer(file);

        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.REVOKED);
        assertThat(list.status(bob, authority)).isEqualTo(RevocationStatus.UNKNOWN);
        assertThat(list.crls()).extracting(CrlFacts::complete).containsExactly(false);
    }

    @Test
    void offerVerified_signerIsKnown_counts() throws Exception {
        list.learn(authority);

        boolean counts = list.offerVerified("network", crl("alice-revoked.crl"));

        assertThat(counts).isTrue();
        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void offerVerified_signerBecomesKnownLater_isForgotten() throws Exception {
        boolean counts = list.offerVerified("network", crl("alice-revoked.crl"));

        list.learn(authority);

        assertThat(counts).isFalse();
        assertThat(list.status(alice, authority)).isEqualTo(RevocationStatus.UNKNOWN);
        assertThat(list.crls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha-224.crl", "unknown-critical-extension.crl"})
    void offer_unusableForm_isRefused(String file) {
        assertThatThrownBy(() -> offer(file)).isInstanceOf(CRLException.class).hasMessageContaining("CN=CRL CA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2030-01-09T23:59:57Z", "2030-01-09T23:55:00Z"})
    void offer_crlAheadAsClocksDiffer_counts(String now) throws Exception {
        list.learn(authority);
        clock.now = Instant.parse(now);

        assertThat(offer("alice-revoked.crl")).isTrue();
        assertThat(list.status(bob, authority)).isEqualTo(RevocationStatus.GOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2030-01-09T23:54:59Z", "2030-01-09T00:00:00Z"})
    void offer_crlOfTheFuture_isRefused(String now) {
        clock.now = Instant.parse(now);

        assertThatThrownBy(() -> offer("alice-revoked.crl")).hasMessageContaining("of the future");
    }

    @Test
    void crls_completeCrl_tellsItsDates() throws Exception {
        list.learn(authority);

        offer("alice-revoked.crl");

        assertThat(list.crls())
                .containsExactly(new CrlFacts(
                        "CN=CRL CA",
                        Instant.parse("2030-01-10T00:00:00Z"),
                        Instant.parse("2030-01-17T00:00:00Z"),
                        1,
                        true));
    }

    private boolean offer(String file) throws GeneralSecurityException {
        return list.offer(file, crl(file));
    }

    private static X509CRL crl(String file) throws GeneralSecurityException {
        return (X509CRL) FipsJca.x509().generateCRL(resource(file));
    }

    private static X509Certificate certificate(String file) throws GeneralSecurityException {
        return (X509Certificate) FipsJca.x509().generateCertificate(resource(file));
    }

    private static InputStream resource(String file) {
        return RevocationListTest.class.getResourceAsStream("crl/" + file);
    }

    private static final class MovableClock extends Clock {
        private Instant now;

        MovableClock(String now) {
            this.now = Instant.parse(now);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
