package io.kafkafips.ssl.revocation;

import io.kafkafips.commons.x509.RevocationStatus;
import io.kafkafips.commons.x509.VerifiedPath;
import io.kafkafips.ssl.engine.RefusalReason;
import io.kafkafips.ssl.engine.RefusedCertificateException;
import io.kafkafips.ssl.trust.PathRule;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The condition that no certificate of a path is revoked, and, unless the policy gives that up, that the status of each is known. Every
 * certificate up to the trust anchor counts. Only memory is consulted. Thread-safe.
 */
public final class RevocationRule implements PathRule {
    private final Revocation revocation;
    private final Callable<SSLSocketFactory> https;

    /**
     * A rule.
     *
     * @param https makes sockets for https sources, without regard to revocation: otherwise one source would wait for another
     * @param anchors whose CRLs count from the start; those of intermediates count once a path through them was verified
     */
    public RevocationRule(
            Revocation revocation, Callable<SSLSocketFactory> https, Collection<X509Certificate> anchors) {
        this.revocation = revocation;
        this.https = https;
        anchors.forEach(revocation::learn);
    }

    @Override
    public void require(VerifiedPath path) throws CertificateException {
        X509Certificate unknown = null;
        for (IssuedCertificate subject : IssuedCertificate.of(path)) {
            revocation.learn(subject.issuer());
            RevocationStatus status = revocation.status(subject, https);
            if (status == RevocationStatus.REVOKED) {
                throw refused(RefusalReason.REVOKED, subject.certificate(), "is revoked");
            }
            if (status == RevocationStatus.UNKNOWN && unknown == null) {
                unknown = subject.certificate();
            }
        }
        requireKnown(unknown);
    }

    private void requireKnown(@Nullable X509Certificate unknown) throws CertificateException {
        if (unknown != null && !revocation.policy().acceptsUnknown()) {
            throw refused(
                    RefusalReason.STATUS_UNKNOWN,
                    unknown,
                    "is of unknown revocation status: no current CRL or OCSP answer is at hand (yet)");
        }
    }

    private static CertificateException refused(RefusalReason reason, X509Certificate certificate, String what) {
        return new RefusedCertificateException(
                reason,
                "the certificate of " + certificate.getSubjectX500Principal().getName() + " (serial number "
                        + certificate.getSerialNumber().toString(16) + ") " + what,
                certificate);
    }
}
