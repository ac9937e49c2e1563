package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.acl.Requester;
import io.kafkafips.authorizer.condition.Origin;
import io.kafkafips.authorizer.condition.TlsVersion;
import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.identity.PathStanding;
import io.kafkafips.commons.x509.KnownRevocations;
import java.util.Locale;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** Who asks and from where, out of Kafka's request context. Thread-safe. */
final class Requesters {
    private final PlainNames plainNames = new PlainNames();

    Requester requester(AuthorizableRequestContext context) {
        KafkaPrincipal principal = context.principal();
        return principal instanceof CertificatePrincipal certified
                ? new Requester(
                        certified.names(),
                        context.clientAddress(),
                        certified.identity().path().notAfter().toEpochMilli(),
                        isRevoked(certified.identity().path()))
                : new Requester(plainNames.of(principal), context.clientAddress(), Requester.NEVER);
    }

    private static boolean isRevoked(PathStanding path) {
        return path.revoked() || KnownRevocations.shared().anyRevoked(path.certificates());
    }

    /**
     * What conditions look at. The listener comes with the principal where it can: of a forwarded request the context knows only the
     * controller's. A principal without a certificate brings neither listener nor TLS version.
     */
    static Origin origin(AuthorizableRequestContext context, Requester requester) {
        String listener = context.listenerName();
        TlsVersion tls = TlsVersion.UNKNOWN;
        String issuer = "";
        if (context.principal() instanceof CertificatePrincipal certified) {
            listener = certified.session().listener();
            tls = TlsVersion.of(certified.session().protocol());
            issuer = certified.identity().issuer();
        }
        String clientId = context.clientId();
        return new Origin(
                requester.principals(),
                listener.toUpperCase(Locale.ROOT),
                context.clientAddress(),
                clientId == null ? "" : clientId,
                tls,
                issuer);
    }
}
