package io.kafkafips.ssl.engine;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/**
 * Why a handshake failed, as one of a few words that a metric can be kept by, and the alert (RFC 8446, section 6.2) that tells a peer so
 * whose certificate is refused.
 */
public enum RefusalReason {
    /** A certificate of the peer is revoked. */
    REVOKED(AlertDescription.certificate_revoked),
    /** It is not known whether a certificate of the peer is revoked. */
    STATUS_UNKNOWN(AlertDescription.certificate_unknown),
    /** A certificate of the peer has expired or is not valid yet. */
    VALIDITY(AlertDescription.certificate_expired),
    /** No path leads from the peer's certificate to a trust anchor. */
    UNTRUSTED(AlertDescription.unknown_ca),
    /** Key, curve or signature of a certificate of the peer are not approved. */
    WEAK(AlertDescription.unsupported_certificate),
    /** The peer's certificate is not for this side of TLS: extended key usage or key usage. */
    USAGE(AlertDescription.unsupported_certificate),
    /** Anything else about a certificate: a wrong host name, say. */
    CERTIFICATE(AlertDescription.certificate_unknown),
    /** The peer showed no certificate. */
    NO_CERTIFICATE(AlertDescription.certificate_required),
    /** No version, suite, group or signature algorithm in common. */
    NOTHING_IN_COMMON(AlertDescription.handshake_failure),
    /** The peer ended the handshake with an alert. */
    PEER_ALERT(AlertDescription.internal_error),
    /** The FIPS module refused an operation. */
    MODULE(AlertDescription.internal_error),
    /** What the peer sent first is no TLS record: a client without encryption, or a scanner. */
    NOT_TLS(AlertDescription.internal_error),
    /** Anything else: damaged, or against the protocol. */
    PROTOCOL(AlertDescription.internal_error);

    private static final int DEEPEST_CAUSE = 16;

    private final short alert;

    RefusalReason(short alert) {
        this.alert = alert;
    }

    /** The number of the alert where this reason is told to a peer. */
    short alert() {
        return alert;
    }

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
            // a path that could not be built has the failure of a single step as its cause
            boolean adds = said != PROTOCOL && !(said == USAGE && reason == UNTRUSTED);
            reason = adds ? said : reason;
            cause = cause.getCause();
        }
        return reason;
    }

    private static RefusalReason ofOne(Throwable cause) {
        if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
            return VALIDITY;
        }
        if (cause instanceof CertPathBuilderException) {
            return UNTRUSTED;
        }
        if (cause instanceof CertPathValidatorException) {
            return USAGE;
        }
        if (MissingSchemes.isCauseOf(cause)) {
            return NOTHING_IN_COMMON;
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
