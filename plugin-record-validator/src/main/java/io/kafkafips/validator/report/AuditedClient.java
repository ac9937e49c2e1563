package io.kafkafips.validator.report;

import io.kafkafips.commons.audit.AuditData;
import io.kafkafips.commons.audit.CertificateHolder;
import java.net.InetAddress;
import java.util.Objects;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a batch, as the audit trail tells it. Equal are those of one principal, certificate, client id, host and listener. What a
 * client chooses is cut at {@value #LONGEST_TEXT} characters, since thousands of these can wait for the writer. Immutable.
 */
final class AuditedClient {
    static final int LONGEST_TEXT = 1024;

    private final PrincipalName principal;
    private final @Nullable CertificateHolder certificate;
    private final String clientId;
    private final @Nullable InetAddress address;
    private final String listener;

    private AuditedClient(
            PrincipalName principal,
            @Nullable CertificateHolder certificate,
            String clientId,
            @Nullable InetAddress address,
            String listener) {
        this.principal = principal;
        this.certificate = certificate;
        this.clientId = clientId;
        this.address = address;
        this.listener = listener;
    }

    static AuditedClient of(@Nullable AuthorizableRequestContext request) {
        PrincipalName name = PrincipalName.of(request);
        if (request == null) {
            return new AuditedClient(name, null, "", null, "");
        }
        KafkaPrincipal principal = request.principal();
        return new AuditedClient(
                name,
                principal instanceof CertificateHolder holder ? holder : null,
                cut(request.clientId()),
                request.clientAddress(),
                cut(request.listenerName()));
    }

    private static String cut(@Nullable String text) {
        String known = text == null ? "" : text;
        return known.length() <= LONGEST_TEXT ? known : known.substring(0, LONGEST_TEXT) + "...";
    }

    void describe(AuditData data) {
        data.add("principal", principal.text());
        if (certificate != null) {
            certificate.describeCertificate(data);
        }
        if (address != null) {
            data.add("host", address.getHostAddress());
            data.add("listener", listener);
            data.add("clientId", clientId);
        }
    }

    private @Nullable String sha256() {
        return certificate == null ? null : certificate.certificateSha256();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AuditedClient that
                && principal.equals(that.principal)
                && Objects.equals(sha256(), that.sha256())
                && clientId.equals(that.clientId)
                && Objects.equals(address, that.address)
                && listener.equals(that.listener);
    }

    @Override
    public int hashCode() {
        return Objects.hash(principal, sha256(), clientId, address, listener);
    }
}
