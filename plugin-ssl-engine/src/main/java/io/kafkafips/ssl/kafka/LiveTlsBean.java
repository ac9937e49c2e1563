package io.kafkafips.ssl.kafka;

import io.kafkafips.commons.fips.FipsRuntime;
import io.kafkafips.commons.x509.CrlFacts;
import io.kafkafips.ssl.metrics.MaterialMXBean;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics of one {@link LiveTls}, computed when they are read. Thread-safe. */
final class LiveTlsBean implements MaterialMXBean {
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final LiveTls tls;
    private final Clock clock;
    private final boolean nativeAcceleration;

    LiveTlsBean(LiveTls tls, Clock clock) {
        this.tls = tls;
        this.clock = clock;
        this.nativeAcceleration =
                FipsRuntime.require("plugin-ssl-engine").nativeAcceleration().ready();
    }

    @Override
    public String getOwnCertificate() {
        return tls.context().key().leaves().stream()
                .map(leaf -> leaf.getSubjectX500Principal().getName())
                .collect(Collectors.joining("; "));
    }

    @Override
    public double getLeafDaysToExpiry() {
        return days(notAfter(tls.context().key().leaves().stream()));
    }

    @Override
    public double getChainDaysToExpiry() {
        return days(notAfter(chains(tls.context().key().store()).stream()));
    }

    @Override
    public double getTrustAnchorDaysToExpiry() {
        return days(notAfter(tls.context().anchors().stream()));
    }

    @Override
    public double getCrlDaysToExpiry() {
        return days(complete().map(CrlFacts::nextUpdate));
    }

    @Override
    public double getCrlAgeSeconds() {
        return complete()
                .map(CrlFacts::thisUpdate)
                .min(Instant::compareTo)
                .map(since -> Duration.between(since, clock.instant()).toMillis() / MILLIS_PER_SECOND)
                .orElse(Double.NaN);
    }

    @Override
    public int getCrlEntries() {
        return tls.context().revocation().crls().stream()
                .mapToInt(CrlFacts::entries)
                .sum();
    }

    @Override
    public String getRevocationMode() {
        return tls.context().revocation().policy().line();
    }

    @Override
    public long getRevocationFailures() {
        return tls.context().revocation().failures();
    }

    @Override
    public long getReloads() {
        return tls.reloads();
    }

    @Override
    public long getReloadsRefused() {
        return tls.refusals();
    }

    @Override
    public int getReloadRefusedNow() {
        return tls.isRefusedNow() ? 1 : 0;
    }

    @Override
    public int getNativeAcceleration() {
        return nativeAcceleration ? 1 : 0;
    }

    private Stream<CrlFacts> complete() {
        return tls.context().revocation().crls().stream().filter(CrlFacts::complete);
    }

    private static Stream<Instant> notAfter(Stream<X509Certificate> certificates) {
        return certificates.map(certificate -> certificate.getNotAfter().toInstant());
    }

    private double days(Stream<Instant> expiries) {
        return expiries.min(Instant::compareTo)
                .map(expiry -> Duration.between(clock.instant(), expiry).toSeconds() / SECONDS_PER_DAY)
                .orElse(Double.NaN);
    }

    private static List<X509Certificate> chains(Optional<KeyStore> store) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            if (store.isPresent()) {
                for (String alias : Collections.list(store.get().aliases())) {
                    Certificate[] chain = store.get().getCertificateChain(alias);
                    Arrays.stream(chain == null ? new Certificate[0] : chain)
                            .filter(X509Certificate.class::isInstance)
                            .forEach(certificate -> certificates.add((X509Certificate) certificate));
                }
            }
            return certificates;
        } catch (KeyStoreException e) {
            throw new IllegalStateException("A store that was open is not any more", e);
        }
    }
}
