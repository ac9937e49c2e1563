package io.kafkafips.ssl.kafka;

import io.kafkafips.commons.x509.RevocationStatus;
import io.kafkafips.commons.x509.VerifiedPath;
import io.kafkafips.ssl.audit.TlsAudit;
import io.kafkafips.ssl.engine.ConnectionWatch;
import io.kafkafips.ssl.engine.RefusalReason;
import io.kafkafips.ssl.engine.RefusedCertificateException;
import io.kafkafips.ssl.metrics.TlsMetrics;
import io.kafkafips.ssl.revocation.IssuedCertificate;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The watch over one connection: cuts it once a certificate of the peer's path has expired or is revoked. Nothing else about a
 * certificate that was accepted cuts a connection, an outdated CRL for instance does not.
 *
 * <p>With every piece of input it reads a coarse clock; only when the check interval has passed it looks at dates and at the
 * revocations in memory. The check of the finished handshake is a full one, since a resumed session has passed no trust manager.
 */
final class PeerWatch implements ConnectionWatch {
    private final TlsContext context;
    private final TlsMetrics metrics;
    private final TlsAudit audit;
    private final LongSupplier coarseMillis;
    private final @Nullable String host;
    private final int port;
    private final long intervalMillis;
    private volatile List<IssuedCertificate> path = List.of();
    private volatile @Nullable X509Certificate leaf;
    private volatile long checkedMillis;

    PeerWatch(
            TlsContext context,
            TlsMetrics metrics,
            TlsAudit audit,
            LongSupplier coarseMillis,
            @Nullable String host,
            int port) {
        this.context = context;
        this.metrics = metrics;
        this.audit = audit;
        this.coarseMillis = coarseMillis;
        this.host = host;
        this.port = port;
        this.intervalMillis = context.revocation().policy().checkInterval().toMillis();
    }

    /** What is wrong with a certificate. */
    private record Finding(RefusalReason reason, X509Certificate certificate) {
        String words() {
            return "the certificate of " + certificate.getSubjectX500Principal().getName() + ": " + reason;
        }
    }

    @Override
    public void established(SSLSession session, String group) throws SSLException {
        path = pathOf(session);
        checkedMillis = coarseMillis.getAsLong();
        Finding finding = inspect(!context.revocation().policy().acceptsUnknown());
        if (finding != null) {
            throw refusal(new RefusedCertificateException(finding.reason(), finding.words(), finding.certificate()));
        }
        metrics.handshake(session.getProtocol(), session.getCipherSuite(), group);
    }

    private static SSLException refusal(CertificateException cause) {
        SSLException refusal = new SSLHandshakeException("Certificate refused: " + cause.getMessage());
        refusal.initCause(cause);
        return refusal;
    }

    /** As the trust manager found it, and kept by a session that is resumed. */
    private List<IssuedCertificate> pathOf(SSLSession session) throws SSLException {
        try {
            VerifiedPath verified = VerifiedPath.of(session);
            if (verified == null) {
                Certificate[] peer = session.getPeerCertificates();
                verified = context.trust().paths().find(Arrays.copyOf(peer, peer.length, X509Certificate[].class));
                verified.attachTo(session);
            }
            leaf = verified.leaf();
            return IssuedCertificate.of(verified);
        } catch (SSLPeerUnverifiedException e) {
            // it was not asked for a certificate, or may come without one
            return List.of();
        } catch (CertificateException e) {
            throw refusal(e);
        }
    }

    @Override
    public void check() throws SSLException {
        long now = coarseMillis.getAsLong();
        // a clock that was set back must not end the checks
        if (Math.abs(now - checkedMillis) >= intervalMillis) {
            checkedMillis = now;
            Finding finding = inspect(false);
            if (finding != null) {
                metrics.cut(finding.reason().name());
                audit.cut(finding.reason(), finding.certificate(), host, port);
                throw new SSLException("Connection cut because of " + finding.words());
            }
        }
    }

    private @Nullable Finding inspect(boolean unknownCounts) {
        long now = coarseMillis.getAsLong();
        boolean revocation = context.revocation().policy().on();
        X509Certificate own = leaf;
        if (own != null && own.getNotAfter().toInstant().toEpochMilli() < now) {
            // that of a peer who is an anchor himself is on no path
            return new Finding(RefusalReason.VALIDITY, own);
        }
        for (IssuedCertificate subject : path) {
            if (subject.certificate().getNotAfter().toInstant().toEpochMilli() < now) {
                return new Finding(RefusalReason.VALIDITY, subject.certificate());
            }
            RevocationStatus status =
                    revocation ? context.revocation().status(subject, context.https()) : RevocationStatus.GOOD;
            if (status == RevocationStatus.REVOKED) {
                return new Finding(RefusalReason.REVOKED, subject.certificate());
            }
            if (status == RevocationStatus.UNKNOWN && unknownCounts) {
                return new Finding(RefusalReason.STATUS_UNKNOWN, subject.certificate());
            }
        }
        return null;
    }

    @Override
    public void refused(RefusalReason reason, SSLException failure) {
        metrics.refused(reason.name());
        audit.refused(reason, failure, host, port);
    }
}
