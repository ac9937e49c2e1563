package io.kafkafips.ssl.kafka;

import io.kafkafips.commons.audit.TlsAuditLog;
import io.kafkafips.commons.x509.RevocationStatus;
import io.kafkafips.ssl.engine.ConnectionWatch;
import io.kafkafips.ssl.engine.RefusalReason;
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
    private final LongSupplier coarseMillis;
    private final @Nullable String host;
    private final int port;
    private final long intervalMillis;
    private volatile List<IssuedCertificate> path = List.of();
    private volatile long checkedMillis;

    PeerWatch(TlsContext context, TlsMetrics metrics, LongSupplier coarseMillis, @Nullable String host, int port) {
        this.context = context;
        this.metrics = metrics;
        this.coarseMillis = coarseMillis;
        this.host = host;
        this.port = port;
        this.intervalMillis = context.revocation().policy().checkInterval().toMillis();
    }

    @Override
    public void established(SSLSession session) throws SSLException {
        path = pathOf(session);
        checkedMillis = coarseMillis.getAsLong();
        inspect(!context.revocation().policy().acceptsUnknown());
        metrics.handshake(session.getProtocol(), session.getCipherSuite());
    }

    private List<IssuedCertificate> pathOf(SSLSession session) throws SSLException {
        try {
            Certificate[] peer = session.getPeerCertificates();
            X509Certificate[] chain = Arrays.copyOf(peer, peer.length, X509Certificate[].class);
            return IssuedCertificate.path(chain, context.anchors());
        } catch (SSLPeerUnverifiedException e) {
            // it was not asked for a certificate, or may come without one
            return List.of();
        } catch (CertificateException e) {
            throw new SSLHandshakeException("Certificate refused: " + e.getMessage());
        }
    }

    @Override
    public void check() throws SSLException {
        long now = coarseMillis.getAsLong();
        if (now - checkedMillis >= intervalMillis) {
            checkedMillis = now;
            inspect(false);
        }
    }

    private void inspect(boolean unknownIsRefused) throws SSLException {
        long now = coarseMillis.getAsLong();
        boolean revocation = context.revocation().policy().on();
        for (IssuedCertificate subject : path) {
            if (subject.certificate().getNotAfter().getTime() < now) {
                throw cut("expired", subject.certificate());
            }
            if (revocation) {
                RevocationStatus status = context.revocation().status(subject, context.https());
                if (status == RevocationStatus.REVOKED) {
                    throw cut("revoked", subject.certificate());
                }
                if (status == RevocationStatus.UNKNOWN && unknownIsRefused) {
                    throw cut("status_unknown", subject.certificate());
                }
            }
        }
    }

    private SSLException cut(String reason, X509Certificate certificate) {
        metrics.cut(reason);
        TlsAuditLog.cut(reason, certificate, host, port);
        return new SSLException("Connection cut (" + reason + "): the certificate of "
                + certificate.getSubjectX500Principal().getName());
    }

    @Override
    public void refused(RefusalReason reason, SSLException failure) {
        metrics.refused(reason.name());
        if (reason.isAboutACertificate()) {
            TlsAuditLog.refused(reason.name(), String.valueOf(failure.getMessage()), host, port);
        }
    }
}
