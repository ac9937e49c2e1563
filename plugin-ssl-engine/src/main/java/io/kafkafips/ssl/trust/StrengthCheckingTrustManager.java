package io.kafkafips.ssl.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A trust manager that holds every certificate a peer shows to {@link CertificateStrength}, in TLS 1.2 and 1.3 alike, and leaves path,
 * validity, key usage and host name to another one.
 *
 * <p>Strength comes first: the path builder would run into keys that the module refuses with an {@link Error}. Such an error, from
 * whatever the strength check did not foresee, is a refused certificate too. Thread-safe if the delegate is.
 */
public final class StrengthCheckingTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager delegate;
    private final CertificateRule rule;

    /** With the rule that holds in every profile. */
    public StrengthCheckingTrustManager(X509ExtendedTrustManager delegate) {
        this(delegate, CertificateStrength::require);
    }

    /** With a rule of its own. */
    public StrengthCheckingTrustManager(X509ExtendedTrustManager delegate, CertificateRule rule) {
        this.delegate = delegate;
        this.rule = rule;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, () -> delegate.checkClientTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, () -> delegate.checkClientTrusted(chain, authType, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, () -> delegate.checkClientTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, () -> delegate.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, () -> delegate.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, () -> delegate.checkServerTrusted(chain, authType, engine));
    }

    /** The subjects that a server names to its clients, so that they pick a certificate it can accept. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return delegate.getAcceptedIssuers();
    }

    private void check(X509Certificate[] chain, PathCheck path) throws CertificateException {
        try {
            for (X509Certificate certificate : chain) {
                rule.require(certificate);
            }
            path.run();
        } catch (AssertionError e) {
            throw new CertificateException("The FIPS module refuses the certificate chain: " + e.getMessage(), e);
        }
    }

    /** The delegate's part. */
    @FunctionalInterface
    private interface PathCheck {
        void run() throws CertificateException;
    }
}
