package io.kafkafips.ssl.trust;

import io.kafkafips.commons.x509.VerifiedPath;
import io.kafkafips.ssl.engine.CheckingTrustManager;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A trust manager that holds peers to more than path, validity, key usage and host name, which it leaves to another one: to a
 * {@link CertificateRule} for strength, in TLS 1.2 and 1.3 alike, and to a {@link PathRule}, such as one for revocation. It attaches the
 * {@link VerifiedPath} to the session.
 *
 * <p>The strength of all that the peer sent comes first: the path builder would run into keys that the module refuses with an
 * {@link Error}. Such an error, from whatever the strength check did not foresee, is a refused certificate too. Everything else goes by
 * the verified path and not by the sent chain, see {@link VerifiedPaths}. Thread-safe if the delegate is.
 */
public final class PathTrustManager extends CheckingTrustManager {
    private final VerifiedPaths paths;
    private final CertificateRule strength;
    private final PathRule rule;

    /**
     * Around {@code delegate}.
     *
     * @param paths over the delegate's trust anchors
     * @param strength what every certificate has to meet
     * @param rule what the path has to meet
     */
    public PathTrustManager(
            X509ExtendedTrustManager delegate, VerifiedPaths paths, CertificateRule strength, PathRule rule) {
        super(delegate);
        this.paths = paths;
        this.strength = strength;
        this.rule = rule;
    }

    @Override
    protected void check(X509Certificate[] chain, @Nullable SSLEngine engine, Check check) throws CertificateException {
        try {
            SentChain.requireBounded(chain);
            for (X509Certificate certificate : chain) {
                strength.require(certificate);
            }
            check.run();
            VerifiedPath path = paths.find(chain);
            for (X509Certificate certificate : path.certificates()) {
                strength.requireSignature(certificate);
            }
            rule.require(path);
            attach(path, engine);
        } catch (AssertionError e) {
            throw new CertificateException("The FIPS module refuses the certificate chain: " + e.getMessage(), e);
        }
    }

    private static void attach(VerifiedPath path, @Nullable SSLEngine engine) {
        SSLSession session = engine == null ? null : engine.getHandshakeSession();
        if (session != null) {
            path.attachTo(session);
        }
    }
}
