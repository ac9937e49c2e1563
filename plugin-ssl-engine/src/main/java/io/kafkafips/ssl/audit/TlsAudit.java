package io.kafkafips.ssl.audit;

import io.kafkafips.commons.audit.AuditTrail;
import io.kafkafips.commons.audit.TlsAuditLog;
import io.kafkafips.ssl.engine.RefusalReason;
import io.kafkafips.ssl.engine.RefusedCertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The record of what TLS refuses: in a broker or controller with {@code audit.directory} an event of the trail {@code tls-<node.id>},
 * and a line of {@link TlsAuditLog} where it is about a certificate. Called on network threads: never waits. Thread-safe.
 */
public final class TlsAudit {
    private final @Nullable AuditTrail trail;
    private final TlsNode node;
    private final InstantSource clock;

    TlsAudit(@Nullable AuditTrail trail, TlsNode node, InstantSource clock) {
        this.trail = trail;
        this.node = node;
        this.clock = clock;
    }

    /** A handshake that failed. */
    public void refused(RefusalReason reason, SSLException failure, @Nullable String host, int port) {
        String detail = String.valueOf(failure.getMessage());
        if (reason.isAboutACertificate()) {
            TlsAuditLog.refused(reason.name(), detail, host, port);
        }
        X509Certificate certificate = RefusedCertificateException.certificateIn(failure);
        append(new TlsFacts(TlsFacts.REFUSED, reason, host, port, certificate, detail, node));
    }

    /** An established connection that is closed because of this certificate. */
    public void cut(RefusalReason reason, X509Certificate certificate, @Nullable String host, int port) {
        TlsAuditLog.cut(reason.name(), certificate, host, port);
        append(new TlsFacts(
                TlsFacts.CUT,
                reason,
                host,
                port,
                certificate,
                "certificate " + reason + " on a live connection",
                node));
    }

    private void append(TlsFacts facts) {
        AuditTrail open = trail;
        if (open != null) {
            open.append(clock.millis(), facts);
        }
    }
}
