package io.kafkafips.ssl.engine;

import java.security.cert.CertificateException;

/** The refusal of a peer's certificate with the reason as a metric counts it. */
public final class RefusedCertificateException extends CertificateException {
    private final RefusalReason reason;

    public RefusedCertificateException(RefusalReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    RefusalReason reason() {
        return reason;
    }
}
