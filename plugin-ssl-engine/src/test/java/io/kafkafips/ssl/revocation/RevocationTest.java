package io.kafkafips.ssl.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.commons.x509.RevocationStatus;
import io.kafkafips.ssl.MovableClock;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.KeySpec;
import io.kafkafips.testkit.OcspResponder;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.StatusUrls;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The background is a queue that a test empties itself, so that it sees what was known before. */
class RevocationTest {
    private static final Callable<SSLSocketFactory> NO_HTTPS = () -> {
        throw new IllegalStateException("nothing here is https");
    };

    @TempDir
    Path folder;

    private static Pki authority;
    private static Identity alice;
    private static OcspResponder responder;

    private final Deque<Runnable> background = new ArrayDeque<>();
    private Pki issuer;

    @BeforeAll
    static void identities() {
        authority = Pki.root("CN=ca");
        responder = OcspResponder.start(authority.identity());
        alice = authority.issue(CertificateSpec.of("CN=alice"), new StatusUrls(responder.crlUrl(), responder.url()));
    }

    @AfterAll
    static void stop() {
        responder.close();
    }

    @BeforeEach
    void freshBook() {
        issuer = Pki.root("CN=ca with a book of its own");
    }

    @Test
    void status_ocspNotYetAsked_isUnknownAndGoodAfterTheBackgroundAsked() {
        Revocation revocation = ocsp(responder.url());

        RevocationStatus before = revocation.status(subject(alice, authority), NO_HTTPS);
        runBackground();
        RevocationStatus after = revocation.status(subject(alice, authority), NO_HTTPS);

        assertThat(before).isEqualTo(RevocationStatus.UNKNOWN);
        assertThat(after).isEqualTo(RevocationStatus.GOOD);
    }

    @Test
    void status_responderNamedByTheCertificate_isAsked() {
        Revocation revocation = ocsp("");
        revocation.status(subject(alice, authority), NO_HTTPS);

        runBackground();

        assertThat(revocation.status(subject(alice, authority), NO_HTTPS)).isEqualTo(RevocationStatus.GOOD);
    }

    @Test
    void status_askedTwiceMeanwhile_putsOneQuestion() {
        Revocation revocation = ocsp(responder.url());

        revocation.status(subject(alice, authority), NO_HTTPS);
        revocation.status(subject(alice, authority), NO_HTTPS);
        revocation.poll();

        assertThat(background).hasSize(1);
    }

    @Test
    void status_ocspSaysRevoked_isRevoked() {
        Identity carol = authority.issue(CertificateSpec.of("CN=carol"));
        responder.revoke(carol.certificate().getSerialNumber());
        Revocation revocation = ocsp(responder.url());
        revocation.status(subject(carol, authority), NO_HTTPS);

        runBackground();

        assertThat(revocation.status(subject(carol, authority), NO_HTTPS)).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void status_delegatedResponder_countsOnlyWithItsUsage() {
        Identity impostor = authority.issue(CertificateSpec.of("CN=not a responder"));
        try (OcspResponder other = OcspResponder.start(impostor)) {
            Revocation revocation = ocsp(other.url());
            revocation.status(subject(alice, authority), NO_HTTPS);

            runBackground();

            assertThat(other.questions()).isEqualTo(1);
            assertThat(revocation.status(subject(alice, authority), NO_HTTPS)).isEqualTo(RevocationStatus.UNKNOWN);
            assertThat(revocation.failures()).isEqualTo(1);
        }
    }

    @Test
    void status_outdatedAnswer_doesNotCount() {
        try (OcspResponder late = OcspResponder.start(authority.identity())
                .validUntil(Instant.now().minusSeconds(60))) {
            Revocation revocation = ocsp(late.url());
            revocation.status(subject(alice, authority), NO_HTTPS);

            runBackground();

            assertThat(late.questions()).isEqualTo(1);
            assertThat(revocation.status(subject(alice, authority), NO_HTTPS)).isEqualTo(RevocationStatus.UNKNOWN);
        }
    }

    @Test
    void status_distributionPoint_isFetchedInTheBackground() throws Exception {
        try (OcspResponder server = OcspResponder.start(issuer.identity())) {
            Identity bob = issuer.issue(CertificateSpec.of("CN=bob"), new StatusUrls(server.crlUrl(), ""));
            server.serveCrl(issuer.revoke(bob.certificate()).crl().getEncoded());
            Revocation revocation = revocation(policy(true, false, List.of(), ""));
            revocation.learn(issuer.certificate());
            RevocationStatus before = revocation.status(subject(bob, issuer), NO_HTTPS);

            runBackground();

            assertThat(before).isEqualTo(RevocationStatus.UNKNOWN);
            assertThat(revocation.status(subject(bob, issuer), NO_HTTPS)).isEqualTo(RevocationStatus.REVOKED);
        }
    }

    /** What a network serves must not wait in memory for somebody who vouches for it. */
    @Test
    void status_distributionPointServesACrlThatNobodyKnownHasSigned_isForgotten() throws Exception {
        try (OcspResponder server = OcspResponder.start(issuer.identity())) {
            Identity bob = issuer.issue(CertificateSpec.of("CN=bob"), new StatusUrls(server.crlUrl(), ""));
            server.serveCrl(issuer.crl().getEncoded());
            Revocation revocation = revocation(policy(true, false, List.of(), ""));
            revocation.status(subject(bob, issuer), NO_HTTPS);
            runBackground();

            revocation.learn(issuer.certificate());

            assertThat(revocation.crls()).isEmpty();
            assertThat(revocation.status(subject(bob, issuer), NO_HTTPS)).isEqualTo(RevocationStatus.UNKNOWN);
            assertThat(revocation.failures()).isEqualTo(1);
        }
    }

    @Test
    void status_certificateWithADamagedAia_isUnknownAndTheBackgroundGoesOn() throws Exception {
        Revocation revocation = ocsp("");
        IssuedCertificate damaged = new IssuedCertificate(withDamagedAia(alice.certificate()), authority.certificate());
        revocation.status(damaged, NO_HTTPS);
        revocation.status(subject(alice, authority), NO_HTTPS);

        runBackground();

        assertThat(revocation.status(damaged, NO_HTTPS)).isEqualTo(RevocationStatus.UNKNOWN);
        assertThat(revocation.status(subject(alice, authority), NO_HTTPS)).isEqualTo(RevocationStatus.GOOD);
    }

    @Test
    void status_serverThatServesNoCrl_staysUnknownAndIsCounted() {
        Revocation revocation = revocation(policy(true, false, List.of(), ""));
        revocation.learn(authority.certificate());
        revocation.status(subject(alice, authority), NO_HTTPS);

        runBackground();

        assertThat(revocation.status(subject(alice, authority), NO_HTTPS)).isEqualTo(RevocationStatus.UNKNOWN);
        assertThat(revocation.failures()).isEqualTo(1);
    }

    @Test
    void status_queueIsFull_isAskedAgainLater() {
        Revocation revocation =
                new Revocation(policy(false, true, List.of(), responder.url()), Clock.systemUTC(), task -> {
                    throw new RejectedExecutionException();
                });

        assertThat(revocation.status(subject(alice, authority), NO_HTTPS)).isEqualTo(RevocationStatus.UNKNOWN);
    }

    @Test
    void status_bothModes_crlAloneSuffices() throws Exception {
        Identity bob = issuer.issue(CertificateSpec.of("CN=bob"));
        issuer.writeCrl(folder.resolve("ca.crl"));
        Revocation revocation = revocation(policy(true, true, List.of(folder.toString()), ""));
        revocation.learn(issuer.certificate());

        assertThat(revocation.status(subject(bob, issuer), NO_HTTPS)).isEqualTo(RevocationStatus.GOOD);
    }

    @Test
    void poll_changedFile_isTakenIn() {
        Identity bob = issuer.issue(CertificateSpec.of("CN=bob"));
        issuer.writeCrl(folder.resolve("ca.crl"));
        Revocation revocation = revocation(policy(true, false, List.of(folder.toString()), ""));
        revocation.learn(issuer.certificate());
        issuer.revoke(bob.certificate()).writeCrl(folder.resolve("ca.crl"));

        revocation.poll();

        assertThat(revocation.status(subject(bob, issuer), NO_HTTPS)).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void poll_deltaBesideTheFullCrl_isTakenIn() throws Exception {
        Identity bob = issuer.issue(CertificateSpec.of("CN=bob"));
        issuer.writeCrl(folder.resolve("ca.crl"));
        Revocation revocation = revocation(policy(true, false, List.of(folder.toString()), ""));
        revocation.learn(issuer.certificate());
        Files.write(
                folder.resolve("delta.crl"),
                issuer.revoke(bob.certificate()).deltaCrl(1).getEncoded());

        revocation.poll();

        assertThat(revocation.status(subject(bob, issuer), NO_HTTPS)).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void poll_damagedFile_keepsWhatWasKnownAndCountsOnce() throws Exception {
        Identity bob = issuer.issue(CertificateSpec.of("CN=bob"));
        issuer.writeCrl(folder.resolve("ca.crl"));
        Revocation revocation = revocation(policy(true, false, List.of(folder.toString()), ""));
        revocation.learn(issuer.certificate());
        Files.writeString(folder.resolve("ca.crl"), "damaged", StandardCharsets.US_ASCII);

        revocation.poll();
        revocation.poll();

        assertThat(revocation.status(subject(bob, issuer), NO_HTTPS)).isEqualTo(RevocationStatus.GOOD);
        assertThat(revocation.failures()).isEqualTo(1);
    }

    /** The file stays as it is: only the clock tells that it has become good. */
    @Test
    void poll_crlOfTheFuture_isTakenInOnceItsTimeHasCome() throws Exception {
        MovableClock clock = MovableClock.ofNow();
        Identity bob = issuer.issue(CertificateSpec.of("CN=bob"));
        Revocation revocation =
                new Revocation(policy(true, false, List.of(folder.toString()), ""), clock, background::add);
        revocation.learn(issuer.certificate());
        Instant update = clock.instant().plus(Duration.ofHours(1));
        Files.write(
                folder.resolve("ca.crl"),
                issuer.crl(update, update.plus(Duration.ofDays(1))).getEncoded());
        revocation.poll();
        revocation.poll();
        RevocationStatus before = revocation.status(subject(bob, issuer), NO_HTTPS);
        clock.move(Duration.ofHours(1));

        revocation.poll();

        assertThat(before).isEqualTo(RevocationStatus.UNKNOWN);
        assertThat(revocation.status(subject(bob, issuer), NO_HTTPS)).isEqualTo(RevocationStatus.GOOD);
        assertThat(revocation.failures()).as("told of once").isEqualTo(1);
    }

    @Test
    void poll_folderIsGone_keepsWhatWasKnown() throws Exception {
        Identity bob = issuer.issue(CertificateSpec.of("CN=bob"));
        Path file = issuer.writeCrl(folder.resolve("ca.crl"));
        Revocation revocation = revocation(policy(true, false, List.of(file.toString()), ""));
        revocation.learn(issuer.certificate());
        Files.delete(file);

        revocation.poll();

        assertThat(revocation.status(subject(bob, issuer), NO_HTTPS)).isEqualTo(RevocationStatus.GOOD);
        assertThat(revocation.failures()).isEqualTo(1);
    }

    @Test
    void status_crlPastItsNextUpdate_isUnknown() throws Exception {
        Identity bob = issuer.issue(CertificateSpec.of("CN=bob"));
        Instant now = Instant.now();
        Files.write(
                folder.resolve("ca.crl"),
                issuer.crl(now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)))
                        .getEncoded());
        Revocation revocation = revocation(policy(true, false, List.of(folder.toString()), ""));
        revocation.learn(issuer.certificate());

        assertThat(revocation.status(subject(bob, issuer), NO_HTTPS)).isEqualTo(RevocationStatus.UNKNOWN);
    }

    @Test
    void load_folderWithCertificatesToo_skipsThem() {
        issuer.writePem(folder.resolve("ca.pem"));
        issuer.writeCrl(folder.resolve("crl.pem"));
        Revocation revocation = revocation(policy(true, false, List.of(folder.toString()), ""));

        revocation.learn(issuer.certificate());

        assertThat(revocation.crls()).hasSize(1);
    }

    @Test
    void load_locationThatIsMissing_isRefusedByName() {
        RevocationPolicy policy =
                policy(true, false, List.of(folder.resolve("missing.crl").toString()), "");

        assertThatThrownBy(() -> revocation(policy))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("fips.tls.revocation.crl.locations")
                .hasMessageContaining("missing.crl");
    }

    static Stream<Arguments> approved() {
        return Stream.of(
                Arguments.of(KeySpec.P256, "SHA256withECDSA"),
                Arguments.of(KeySpec.P384, "SHA384withECDSA"),
                Arguments.of(KeySpec.P521, "SHA512withECDSA"),
                Arguments.of(KeySpec.RSA2048, "SHA256withRSA"),
                Arguments.of(KeySpec.RSA2048, "SHA256withRSAandMGF1"),
                Arguments.of(KeySpec.RSA2048, "SHA384withRSAandMGF1"),
                Arguments.of(KeySpec.RSA2048, "SHA512withRSAandMGF1"));
    }

    @ParameterizedTest
    @MethodSource("approved")
    void status_crlUnderAnApprovedSignature_counts(KeySpec key, String algorithm) throws Exception {
        Pki ca = Pki.root(CertificateSpec.of("CN=signs with " + algorithm).withKey(key));
        Identity bob = ca.issue(CertificateSpec.of("CN=bob"));
        Identity carol = ca.issue(CertificateSpec.of("CN=carol"));
        Files.write(
                folder.resolve("ca.crl"),
                ca.revoke(bob.certificate()).crl(algorithm).getEncoded());
        Revocation revocation = revocation(policy(true, false, List.of(folder.toString()), ""));

        revocation.learn(ca.certificate());

        assertThat(revocation.status(subject(bob, ca), NO_HTTPS)).isEqualTo(RevocationStatus.REVOKED);
        assertThat(revocation.status(subject(carol, ca), NO_HTTPS)).isEqualTo(RevocationStatus.GOOD);
    }

    @ParameterizedTest
    @MethodSource("approved")
    void status_ocspAnswerUnderAnApprovedSignature_counts(KeySpec key, String algorithm) {
        Pki ca = Pki.root(CertificateSpec.of("CN=signs with " + algorithm).withKey(key));
        Identity bob = ca.issue(CertificateSpec.of("CN=bob"));
        try (OcspResponder signing = OcspResponder.start(ca.identity()).signWith(algorithm)) {
            Revocation revocation = ocsp(signing.url());
            revocation.status(subject(bob, ca), NO_HTTPS);

            runBackground();

            assertThat(revocation.status(subject(bob, ca), NO_HTTPS)).isEqualTo(RevocationStatus.GOOD);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA224withRSA", "SHA224withRSAandMGF1"})
    void status_answerUnderAWeakSignature_doesNotCount(String algorithm) {
        Pki ca = Pki.root(CertificateSpec.of("CN=signs with " + algorithm).withKey(KeySpec.RSA2048));
        Identity bob = ca.issue(CertificateSpec.of("CN=bob"));
        try (OcspResponder signing = OcspResponder.start(ca.identity()).signWith(algorithm)) {
            Revocation revocation = ocsp(signing.url());
            revocation.status(subject(bob, ca), NO_HTTPS);

            runBackground();

            assertThat(signing.questions()).isEqualTo(1);
            assertThat(revocation.status(subject(bob, ca), NO_HTTPS)).isEqualTo(RevocationStatus.UNKNOWN);
            assertThat(revocation.failures()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA224withRSA", "SHA224withRSAandMGF1"})
    void load_crlUnderAWeakSignature_isRefused(String algorithm) throws Exception {
        Pki ca = Pki.root(CertificateSpec.of("CN=ca").withKey(KeySpec.RSA2048));
        Files.write(folder.resolve("ca.crl"), ca.crl(algorithm).getEncoded());

        assertThatThrownBy(() -> revocation(policy(true, false, List.of(folder.toString()), "")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("approved are RSA");
    }

    /** The same with an octet string in place of the sequence of access descriptions. */
    private static X509Certificate withDamagedAia(X509Certificate certificate) throws GeneralSecurityException {
        byte[] encoded = certificate.getEncoded();
        byte[] wrapped = certificate.getExtensionValue("1.3.6.1.5.5.7.1.1");
        int start = new String(encoded, StandardCharsets.ISO_8859_1)
                .indexOf(new String(wrapped, StandardCharsets.ISO_8859_1));
        encoded[start + 2] = 4;
        return (X509Certificate) FipsJca.x509().generateCertificate(new ByteArrayInputStream(encoded));
    }

    private void runBackground() {
        while (!background.isEmpty()) {
            background.poll().run();
        }
    }

    private Revocation ocsp(String url) {
        return revocation(policy(false, true, List.of(), url));
    }

    private Revocation revocation(RevocationPolicy policy) {
        return new Revocation(policy, Clock.systemUTC(), background::add);
    }

    private static RevocationPolicy policy(boolean crl, boolean ocsp, List<String> locations, String ocspUrl) {
        return new RevocationPolicy(
                crl, ocsp, locations, true, ocspUrl, false, Duration.ofSeconds(5), Duration.ofMinutes(5));
    }

    private static IssuedCertificate subject(Identity identity, Pki issuer) {
        return new IssuedCertificate(identity.certificate(), issuer.certificate());
    }
}
