package io.kafkafips.ssl.engine;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/** Why a handshake failed, as one of a few words that a metric can be kept by. */
public enum RefusalReason {
    /** A certificate of the peer is revoked. */
    REVOKED,
    /** It is not known whether a certificate of the peer is revoked. */
    STATUS_UNKNOWN,
    /** A certificate of the peer has expired or is not valid yet. */
    VALIDITY,
    /** No path leads from the peer's certificate to a trust anchor. */
    UNTRUSTED,
    /** Anything else about a certificate: too weak, wrong usage, wrong host name. */
    CERTIFICATE,
    /** The peer showed no certificate. */
    NO_CERTIFICATE,
    /** No version, suite, group or signature algorithm in common. */
    NOTHING_IN_COMMON,
    /** The peer ended the handshake with an alert. */
    PEER_ALERT,
    /** The FIPS module refused an operation. */
    MODULE,
    /** Anything else: not TLS, or damaged. */
    PROTOCOL;

    private static final int DEEPEST_CAUSE = 16;

    /** Whether a certificate of the peer was refused. */
    public boolean isAboutACertificate() {
        return compareTo(NO_CERTIFICATE) < 0;
    }

    /** Sorts a failure by its causes, the deepest that says something first. */
    static RefusalReason of(Throwable failure) {
        RefusalReason reason = failure instanceof Error ? MODULE : PROTOCOL;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof RefusedCertificateException refused) {
                return refused.reason();
            }
            RefusalReason said = ofOne(cause);
            reason = said == PROTOCOL ? reason : said;
            cause = cause.getCause();
        }
        return reason;
    }

    private static RefusalReason ofOne(Throwable cause) {
        if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
            return VALIDITY;
        }
        if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
            return UNTRUSTED;
        }
        if (cause instanceof CertificateException) {
            return CERTIFICATE;
        }
        if (cause instanceof TlsFatalAlertReceived) {
            return PEER_ALERT;
        }
        return cause instanceof TlsFatalAlert alert ? ofAlert(alert.getAlertDescription()) : PROTOCOL;
    }

    private static RefusalReason ofAlert(short alert) {
        return switch (alert) {
            case AlertDescription.certificate_required -> NO_CERTIFICATE;
            case AlertDescription.handshake_failure,
                    AlertDescription.protocol_version,
                    AlertDescription.insufficient_security,
                    AlertDescription.missing_extension -> NOTHING_IN_COMMON;
            default -> PROTOCOL;
        };
    }
}
