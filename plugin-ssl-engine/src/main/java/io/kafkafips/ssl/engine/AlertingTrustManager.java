package io.kafkafips.ssl.engine;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.tls.TlsFatalAlert;
import org.jspecify.annotations.Nullable;

/**
 * A trust manager that has an engine of BCJSSE tell the peer why its certificate is refused: certificate_revoked, certificate_expired,
 * unknown_ca and so on (RFC 8446, section 6.2), where BCJSSE says certificate_unknown whatever the reason. Thread-safe if the delegate
 * is.
 *
 * <p>BCJSSE makes that alert of every {@code CertificateException}, and sends the alert of a {@code TlsFatalAlert} as it is. The latter is
 * an {@code IOException}, which a trust manager does not declare, but the method of BCJSSE that calls it does: it passes through there. A
 * caller other than an engine gets the {@code CertificateException}.
 */
public final class AlertingTrustManager extends CheckingTrustManager {
    public AlertingTrustManager(X509ExtendedTrustManager delegate) {
        super(delegate);
    }

    @Override
    protected void check(X509Certificate[] chain, @Nullable SSLEngine engine, Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            if (engine == null) {
                throw e;
            }
            AlertingTrustManager.<CertificateException>throwUndeclared(alert(e, chain));
        }
    }

    private static TlsFatalAlert alert(CertificateException refusal, X509Certificate[] chain) {
        CertificateException named = chain.length == 0 ? refusal : RefusedCertificateException.of(refusal, chain[0]);
        return new TlsFatalAlert(RefusalReason.of(named).alert(), named);
    }

    /** Throws it, whatever the compiler knows of its type. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwUndeclared(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
