package io.kafkafips.commons.x509;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The certification path by which a peer's certificate was verified (RFC 5280, section 6), and the trust anchor where it ends.
 *
 * <p>It is not the chain that the peer sent: a peer may send anything beside it, such as a self-signed certificate with the name and
 * the key of an intermediate, which leads to another anchor for whoever goes by names and signatures. The TLS engine attaches the path
 * to the session, and whoever needs to know the anchor takes it from there. Immutable.
 *
 * @param certificates the peer's certificate, then its issuers without the anchor; empty when the peer's certificate is itself an anchor
 * @param anchor the certificate in the node's own trust store
 * @param policies object identifiers of the certificate policies that the whole path is valid for, in the domain of the anchor; never
 *     {@code anyPolicy}
 */
public record VerifiedPath(List<X509Certificate> certificates, X509Certificate anchor, Set<String> policies) {
    private static final String SESSION_VALUE = VerifiedPath.class.getName();

    public VerifiedPath {
        certificates = List.copyOf(certificates);
        policies = Set.copyOf(policies);
    }

    /** The path of a session's peer, {@code null} when no TLS engine attached one. */
    public static @Nullable VerifiedPath of(SSLSession session) {
        return session.getValue(SESSION_VALUE) instanceof VerifiedPath path ? path : null;
    }

    /** Makes it known to whoever has the session. */
    public void attachTo(SSLSession session) {
        session.putValue(SESSION_VALUE, this);
    }

    /** The peer's own certificate. */
    public X509Certificate leaf() {
        return certificates.isEmpty() ? anchor : certificates.get(0);
    }

    /** The certificate that signed the one at {@code index}. */
    public X509Certificate issuer(int index) {
        return index + 1 < certificates.size() ? certificates.get(index + 1) : anchor;
    }

    /** What each certificate of the path is revoked by, the peer's first. Takes a digest for each: once per session. */
    public List<CertificateId> ids() throws CertificateEncodingException {
        List<CertificateId> ids = new ArrayList<>(certificates.size());
        for (int i = 0; i < certificates.size(); i++) {
            ids.add(new CertificateId(
                    IssuerId.of(issuer(i)), certificates.get(i).getSerialNumber()));
        }
        return List.copyOf(ids);
    }

    /** When the first certificate of the path ends. */
    public Instant notAfter() {
        Instant first = leaf().getNotAfter().toInstant();
        for (X509Certificate certificate : certificates) {
            Instant end = certificate.getNotAfter().toInstant();
            first = end.isBefore(first) ? end : first;
        }
        return first;
    }
}
