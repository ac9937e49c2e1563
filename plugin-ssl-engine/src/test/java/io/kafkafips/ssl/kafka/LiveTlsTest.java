package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.ssl.MovableClock;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test is its own watcher here: it calls {@code poll} when that one would. */
class LiveTlsTest {
    /** A refused file is tried again after some of them, whether it has changed or not. */
    private static final int ENOUGH_LOOKS = 40;

    private static Pki authority;
    private static Identity first;
    private static Identity second;

    @TempDir
    Path folder;

    private Path file;
    private TestSettings settings;
    private LiveTls tls;

    @BeforeAll
    static void identities() {
        authority = Pki.root("CN=ca");
        first = authority.issue(CertificateSpec.localServer("CN=broker"));
        second = authority.issue(CertificateSpec.localServer("CN=broker"));
    }

    @BeforeEach
    void open() {
        file = first.writePem(folder.resolve("key.pem"));
        settings = TestSettings.none()
                .with("ssl.keystore.type", "PEM")
                .with("ssl.keystore.location", file.toString())
                .withPemTrust(authority);
        tls = live(settings);
    }

    @Test
    void poll_nothingChanged_keepsTheContext() {
        TlsContext before = tls.context();

        tls.poll();

        assertThat(tls.context()).isSameAs(before);
        assertThat(tls.reloads()).isZero();
    }

    @Test
    void poll_replacedFile_servesTheNewCertificate() {
        second.writePem(file);

        tls.poll();

        assertThat(serial()).isEqualTo(second.certificate().getSerialNumber());
        assertThat(tls.reloads()).isEqualTo(1);
    }

    /** As the kubelet does it: the file is a link to {@code ..data/key.pem}, and {@code ..data} a link that is replaced. */
    @Test
    void poll_swappedSymbolicLink_servesTheNewCertificate() throws IOException {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        first.writePem(one.resolve("key.pem"));
        second.writePem(two.resolve("key.pem"));
        Path data = Files.createSymbolicLink(folder.resolve("..data"), one.getFileName());
        Path link = Files.createSymbolicLink(folder.resolve("link.pem"), Path.of("..data/key.pem"));
        LiveTls linked = live(settings.with("ssl.keystore.location", link.toString()));
        Path fresh = Files.createSymbolicLink(folder.resolve("..data_tmp"), two.getFileName());
        Files.move(fresh, data, java.nio.file.StandardCopyOption.ATOMIC_MOVE);

        linked.poll();

        assertThat(linked.context().key().leaves().get(0)).isEqualTo(second.certificate());
    }

    @Test
    void poll_replacedTrustStore_trustsTheNewAnchor() {
        Path trust = authority.writeBcfksTruststore(folder.resolve("trust.bcfks"), TestSettings.PASSWORD);
        LiveTls withFile = live(settings.without("ssl.truststore.certificates").withTrust(trust));
        Pki other = Pki.root("CN=other");
        other.writeBcfksTruststore(trust, TestSettings.PASSWORD);

        withFile.poll();

        assertThat(withFile.context().anchors()).containsExactly(other.certificate());
    }

    @Test
    void poll_damagedFile_keepsTheOldOneAndCountsOnce() throws IOException {
        Files.writeString(file, "-----BEGIN NOTHING", StandardCharsets.US_ASCII);

        List<String> told = List.of(tls.poll(), tls.poll(), tls.poll());

        assertThat(told)
                .filteredOn(line -> !line.isEmpty())
                .singleElement()
                .asString()
                .contains("ssl.keystore.location");
        assertThat(serial()).isEqualTo(first.certificate().getSerialNumber());
        assertThat(tls.refusals()).isEqualTo(1);
        assertThat(tls.isRefusedNow()).isTrue();
    }

    @Test
    void poll_fileHalfWrittenAtOneLook_isNotTold() throws IOException {
        Files.writeString(file, "-----BEGIN NOTHING", StandardCharsets.US_ASCII);
        tls.poll();
        second.writePem(file);

        tls.poll();

        assertThat(serial()).isEqualTo(second.certificate().getSerialNumber());
        assertThat(tls.refusals()).isZero();
    }

    @Test
    void poll_keyOfAnotherCertificate_isRefused() throws IOException {
        Files.writeString(file, second.keyPem() + first.chainPem(), StandardCharsets.US_ASCII);

        tls.poll();
        tls.poll();

        assertThat(tls.context().key().leaves()).containsExactly(first.certificate());
        assertThat(tls.refusals()).isEqualTo(1);
    }

    @Test
    void poll_certificateOfAnotherNode_isRefused() {
        authority.issue(CertificateSpec.localServer("CN=somebody else")).writePem(file);

        tls.poll();
        tls.poll();

        assertThat(serial()).isEqualTo(first.certificate().getSerialNumber());
        assertThat(tls.refusals()).isEqualTo(1);
    }

    @Test
    void poll_certificateOfAnotherNodeWhereKafkaMayTakeIt_isTaken() {
        LiveTls lenient = live(settings.with("ssl.allow.dn.changes", "true"));
        Identity other = authority.issue(CertificateSpec.localServer("CN=somebody else"));
        other.writePem(file);

        lenient.poll();

        assertThat(lenient.context().key().leaves()).containsExactly(other.certificate());
    }

    @Test
    void poll_alternativeNameIsMissing_isRefused() {
        authority.issue(CertificateSpec.of("CN=broker").withDns("localhost")).writePem(file);

        tls.poll();
        tls.poll();

        assertThat(tls.refusals()).isEqualTo(1);
    }

    @Test
    void poll_goodFileAfterABadOne_isTakenAndClearsTheAlarm() throws IOException {
        Files.writeString(file, "-----BEGIN NOTHING", StandardCharsets.US_ASCII);
        tls.poll();
        tls.poll();
        second.writePem(file);

        tls.poll();

        assertThat(tls.isRefusedNow()).isFalse();
        assertThat(serial()).isEqualTo(second.certificate().getSerialNumber());
    }

    /** It is the same file all the time: only the clock tells that it has become good. */
    @Test
    void poll_certificateNotYetValid_isToldOnceAndTakenUpOnceItIsValid() {
        MovableClock clock = MovableClock.ofNow();
        LiveTls waiting = live(settings, clock);
        Instant begin = clock.instant().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        Identity early = authority.issue(
                CertificateSpec.localServer("CN=broker").withValidity(begin, begin.plus(Duration.ofDays(1))));
        early.writePem(file);
        List<String> told = polls(waiting, ENOUGH_LOOKS);
        long refusals = waiting.refusals();
        clock.set(begin.plusSeconds(1));

        polls(waiting, ENOUGH_LOOKS);

        assertThat(told).filteredOn(line -> !line.isEmpty()).hasSize(1);
        assertThat(refusals).isEqualTo(1);
        assertThat(waiting.context().key().leaves()).containsExactly(early.certificate());
        assertThat(waiting.isRefusedNow()).isFalse();
        assertThat(waiting.refusals()).isEqualTo(1);
    }

    @Test
    void isUsed_lastUserReleased_isNot() {
        Object user = new Object();
        tls.use(user);
        boolean used = tls.isUsed();

        tls.release(user);

        assertThat(used).isTrue();
        assertThat(tls.isUsed()).isFalse();
    }

    @Test
    void bean_freshMaterial_tellsDays() throws Exception {
        Path crl = authority.writeCrl(folder.resolve("ca.crl"));
        LiveTls checking = live(settings.with("fips.tls.revocation.mode", "crl")
                .with("fips.tls.revocation.crl.locations", crl.toString()));
        Clock inHalfADay = Clock.offset(Clock.systemUTC(), Duration.ofHours(12));

        LiveTlsBean bean = new LiveTlsBean(checking, inHalfADay);

        double leaf = Duration.between(
                                inHalfADay.instant(),
                                first.certificate().getNotAfter().toInstant())
                        .toSeconds()
                / 86_400.0;
        assertThat(bean.getLeafDaysToExpiry()).isBetween(leaf - 0.01, leaf + 0.01);
        assertThat(bean.getChainDaysToExpiry()).isEqualTo(bean.getLeafDaysToExpiry());
        assertThat(bean.getTrustAnchorDaysToExpiry()).isBetween(0.4, 0.6);
        assertThat(bean.getCrlDaysToExpiry()).isBetween(0.4, 0.6);
        assertThat(bean.getCrlAgeSeconds()).isGreaterThan(43_000);
        assertThat(bean.getCrlEntries()).isZero();
        assertThat(bean.getRevocationMode()).isEqualTo("crl");
        assertThat(bean.getRevocationFailures()).isZero();
        assertThat(bean.getOwnCertificate()).isEqualTo("CN=broker");
    }

    @Test
    void bean_refusedFile_raisesTheAlarm() throws IOException {
        Files.writeString(file, "-----BEGIN NOTHING", StandardCharsets.US_ASCII);
        tls.poll();
        tls.poll();

        LiveTlsBean bean = new LiveTlsBean(tls, Clock.fixed(Instant.now(), java.time.ZoneOffset.UTC));

        assertThat(bean.getReloadRefusedNow()).isEqualTo(1);
        assertThat(bean.getReloadsRefused()).isEqualTo(1);
        assertThat(bean.getReloads()).isZero();
        assertThat(bean.getCrlAgeSeconds()).isNaN();
    }

    private BigInteger serial() {
        return tls.context().key().leaves().get(0).getSerialNumber();
    }

    private static List<String> polls(LiveTls tls, int looks) {
        return IntStream.range(0, looks).mapToObj(look -> tls.poll()).toList();
    }

    private static LiveTls live(TestSettings settings) {
        return live(settings, Clock.systemUTC());
    }

    private static LiveTls live(TestSettings settings, Clock clock) {
        return new LiveTls(SslEngineConfig.relevant(settings.asKafkaGivesThem()), TlsContexts.shared(), clock);
    }
}
