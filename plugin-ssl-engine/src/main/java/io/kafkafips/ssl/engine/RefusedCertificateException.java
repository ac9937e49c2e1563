package io.kafkafips.ssl.engine;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** The refusal of a peer's certificate with the reason as a metric counts it, and the certificate for the record. */
public final class RefusedCertificateException extends CertificateException {
    private static final int DEEPEST_CAUSE = 16;

    private final RefusalReason reason;
    private final @Nullable X509Certificate certificate;

    /** The one that was shown, or one of its issuers. */
    public RefusedCertificateException(RefusalReason reason, String message) {
        super(message);
        this.reason = reason;
        this.certificate = null;
    }

    /** This very one. */
    public RefusedCertificateException(RefusalReason reason, String message, X509Certificate certificate) {
        super(message);
        this.reason = reason;
        this.certificate = certificate;
    }

    /** The same refusal, of the leaf unless it names another certificate. */
    static CertificateException of(CertificateException refusal, X509Certificate leaf) {
        if (certificateIn(refusal) != null) {
            return refusal;
        }
        CertificateException named =
                new RefusedCertificateException(RefusalReason.of(refusal), String.valueOf(refusal.getMessage()), leaf);
        named.initCause(refusal);
        return named;
    }

    /** The certificate that a failed handshake was about, {@code null} when it was about none. */
    public static @Nullable X509Certificate certificateIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof RefusedCertificateException refused && refused.certificate != null) {
                return refused.certificate;
            }
            cause = cause.getCause();
        }
        return null;
    }

    RefusalReason reason() {
        return reason;
    }
}
