package io.kafkafips.ssl.revocation;

import io.kafkafips.commons.x509.RevocationStatus;
import io.kafkafips.ssl.engine.RefusalReason;
import io.kafkafips.ssl.engine.RefusedCertificateException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A trust manager that refuses chains with a revoked certificate, and, unless the policy gives that up, with one of unknown status;
 * everything else about a chain is the matter of another one, which is asked first. Every certificate up to the trust anchor counts.
 * Only memory is consulted. Thread-safe if the delegate is.
 */
public final class RevocationAwareTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager delegate;
    private final Revocation revocation;
    private final Callable<SSLSocketFactory> https;
    private final Set<X509Certificate> anchors;

    /**
     * Around {@code delegate}, whose accepted issuers are the trust anchors.
     *
     * @param https makes sockets for https sources, without regard to revocation: otherwise one source would wait for another
     */
    public RevocationAwareTrustManager(
            X509ExtendedTrustManager delegate, Revocation revocation, Callable<SSLSocketFactory> https) {
        this.delegate = delegate;
        this.revocation = revocation;
        this.https = https;
        this.anchors = Set.copyOf(List.of(delegate.getAcceptedIssuers()));
        anchors.forEach(revocation::learn);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        delegate.checkClientTrusted(chain, authType);
        requireNotRevoked(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, socket);
        requireNotRevoked(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, engine);
        requireNotRevoked(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        delegate.checkServerTrusted(chain, authType);
        requireNotRevoked(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        delegate.checkServerTrusted(chain, authType, socket);
        requireNotRevoked(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        delegate.checkServerTrusted(chain, authType, engine);
        requireNotRevoked(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return delegate.getAcceptedIssuers();
    }

    private void requireNotRevoked(X509Certificate[] chain) throws CertificateException {
        for (X509Certificate certificate : chain) {
            if (revocation.isListed(certificate)) {
                throw refused(RefusalReason.REVOKED, certificate, "is revoked");
            }
        }
        boolean known = true;
        X509Certificate unknown = chain[0];
        for (IssuedCertificate subject : IssuedCertificate.path(chain, anchors)) {
            revocation.learn(subject.issuer());
            RevocationStatus status = revocation.status(subject, https);
            if (status == RevocationStatus.REVOKED) {
                throw refused(RefusalReason.REVOKED, subject.certificate(), "is revoked");
            }
            if (status == RevocationStatus.UNKNOWN && known) {
                known = false;
                unknown = subject.certificate();
            }
        }
        if (!known && !revocation.policy().acceptsUnknown()) {
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
                        + certificate.getSerialNumber().toString(16) + ") " + what);
    }
}
