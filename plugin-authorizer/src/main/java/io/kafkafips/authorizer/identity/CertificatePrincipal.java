package io.kafkafips.authorizer.identity;

import io.kafkafips.commons.audit.AuditData;
import io.kafkafips.commons.audit.CertificateHolder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.security.auth.KafkaPrincipal;

/**
 * A Kafka principal that carries what the client's certificate proves. Its text, equality and hash are those of {@link KafkaPrincipal}:
 * quotas, logs and SASL re-authentication go by the primary name alone.
 */
public final class CertificatePrincipal extends KafkaPrincipal implements CertificateHolder {
    private final CertificateIdentity identity;
    private final SessionFacts session;
    private final List<String> names;

    /** A principal of whose session nothing is known. */
    public CertificatePrincipal(String type, String name, boolean tokenAuthenticated, CertificateIdentity identity) {
        this(type, name, tokenAuthenticated, identity, SessionFacts.UNKNOWN);
    }

    /**
     * Makes a principal.
     *
     * @param type type of the primary name: {@code User}, or {@code Sha256} where the rules do not grant that
     * @param name primary name: what the certificate's subject is mapped to, the SASL name, or the certificate's SHA-256
     * @param tokenAuthenticated whether a delegation token was used
     * @param identity what the certificate proves
     * @param session the TLS session that the certificate was shown in
     */
    public CertificatePrincipal(
            String type, String name, boolean tokenAuthenticated, CertificateIdentity identity, SessionFacts session) {
        super(type, name, tokenAuthenticated);
        this.identity = identity;
        this.session = session;
        Set<String> all = new LinkedHashSet<>();
        all.add(type + ":" + name);
        all.addAll(identity.principals());
        this.names = List.copyOf(all);
    }

    public CertificateIdentity identity() {
        return identity;
    }

    public SessionFacts session() {
        return session;
    }

    /** Every principal that ACLs may name, the primary one first. */
    public List<String> names() {
        return names;
    }

    @Override
    public String certificateSha256() {
        return identity.sha256();
    }

    @Override
    public void describeCertificate(AuditData data) {
        identity.describe(data);
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
