package io.kafkafips.ssl.audit;

import io.kafkafips.commons.audit.AuditData;
import io.kafkafips.commons.audit.AuditFacts;
import io.kafkafips.commons.x509.CertificateFacts;
import io.kafkafips.ssl.engine.RefusalReason;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A handshake that was refused, or a connection that was cut because of a certificate of the peer.
 *
 * <p>Equal are those of one kind, reason and host, and of one certificate if an authority that is trusted here has issued it. Anybody can
 * make any number of other certificates: of these one line tells the number, and shows the first.
 */
record TlsFacts(
        String type,
        RefusalReason reason,
        @Nullable String host,
        int port,
        @Nullable X509Certificate certificate,
        String detail,
        TlsNode node)
        implements AuditFacts {
    static final String REFUSED = "io.kafkafips.tls.handshake-refused.v1";
    static final String CUT = "io.kafkafips.tls.connection-cut.v1";

    @Override
    public String subject() {
        return "peer:" + host;
    }

    @Override
    public boolean urgent() {
        return true;
    }

    @Override
    public void describe(AuditData data) {
        data.add("reason", reason.name());
        data.add("host", host);
        data.add("port", port);
        data.add("detail", detail);
        addCertificate(data);
        data.add("nodeId", node.nodeId());
        data.add("roles", node.roles());
    }

    private void addCertificate(AuditData data) {
        X509Certificate shown = certificate;
        if (shown == null) {
            return;
        }
        data.add("subject", shown.getSubjectX500Principal().getName());
        data.add("issuer", shown.getIssuerX500Principal().getName());
        data.add("serialNumber", shown.getSerialNumber().toString(16));
        data.add("notAfter", shown.getNotAfter().toInstant());
        try {
            CertificateFacts facts = CertificateFacts.of(shown);
            data.add("sha256", facts.sha256());
            data.add("dnsNames", facts.dnsNames());
            data.add("uris", facts.uris());
        } catch (CertificateParsingException e) {
            data.add("unreadable", e.getMessage());
        }
    }

    private @Nullable X509Certificate identity() {
        return switch (reason) {
            case REVOKED, STATUS_UNKNOWN, VALIDITY, USAGE -> certificate;
            default -> null;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TlsFacts that
                && type.equals(that.type)
                && reason == that.reason
                && Objects.equals(host, that.host)
                && Objects.equals(identity(), that.identity());
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, reason, host, identity());
    }
}
