package io.kafkafips.ssl.engine;

import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLProtocolException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.jspecify.annotations.Nullable;

/**
 * Turns what Bouncy Castle throws into what Kafka sorts by class: {@code SslTransportLayer} takes the four subclasses of
 * {@code SSLException}, and no other, for an authentication failure. Texts are kept to one line, as they come from a peer's input.
 */
final class HandshakeFailures {
    private static final int LONGEST_TEXT = 400;
    private static final int DEEPEST_CAUSE = 16;
    private static final String CLOSE_NOTIFY_HANDLER = "handleAlertWarningMessage";

    /** As SunJSSE writes it, and as Kafka looks for it. */
    private static final String RECEIVED = "Received fatal alert: ";

    private HandshakeFailures() {}

    static SSLException duringHandshake(Throwable thrown) {
        if (thrown instanceof SSLException known && isSorted(known)) {
            return known;
        }
        if (isOrderlyClose(thrown)) {
            return new SSLException("The peer closed the connection during the handshake", thrown);
        }
        return withCause(new SSLHandshakeException(text(thrown)), thrown);
    }

    /**
     * Whether the peer said close_notify in the middle of the handshake, as a broker does that shuts down. Bouncy Castle reports that as a
     * handshake_failure of its own, and only the method that raised it tells the two apart. It says nothing about the peer's
     * certificates, so Kafka has to see a broken connection, which it opens again.
     */
    private static boolean isOrderlyClose(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            StackTraceElement[] frames = cause.getStackTrace();
            if (cause instanceof TlsFatalAlert
                    && frames.length > 0
                    && frames[0].getMethodName().equals(CLOSE_NOTIFY_HANDLER)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** An alert of the peer has the same text before and after: in TLS 1.3 it refuses a client that has finished already. */
    static SSLException afterwards(Throwable thrown) {
        if (thrown instanceof SSLException known && !text(thrown).startsWith(RECEIVED)) {
            return known;
        }
        return new SSLException(text(thrown), thrown);
    }

    /** The same failure for a further call: of the same class, since Kafka looks at it again. */
    static SSLException again(SSLException first) {
        SSLException copy = first instanceof SSLHandshakeException
                ? new SSLHandshakeException(first.getMessage())
                : new SSLException(first.getMessage());
        return withCause(copy, first);
    }

    private static boolean isSorted(SSLException e) {
        return e instanceof SSLHandshakeException
                || e instanceof SSLProtocolException
                || e instanceof SSLPeerUnverifiedException
                || e instanceof SSLKeyException;
    }

    private static String text(Throwable thrown) {
        Throwable cause = thrown;
        @Nullable TlsFatalAlert raised = null;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof TlsFatalAlertReceived alert) {
                return RECEIVED + alertName(alert.getAlertDescription());
            }
            if (cause instanceof CertificateException refused && refused.getMessage() != null) {
                return oneLine("Certificate refused: " + refused.getMessage());
            }
            if (MissingSchemes.isCauseOf(cause)) {
                return "TLS failed: handshake_failure, the peer offers no signature scheme that is approved";
            }
            if (cause instanceof TlsFatalAlert alert && raised == null) {
                raised = alert;
            }
            cause = cause.getCause();
        }
        if (thrown instanceof Error) {
            return oneLine("TLS operation refused by the FIPS module: " + thrown);
        }
        return oneLine("TLS failed: " + (raised == null ? thrown.getMessage() : reason(raised)));
    }

    /** Why this side ended the handshake; the alert's name is what the peer gets to see. */
    private static String reason(TlsFatalAlert raised) {
        String name = alertName(raised.getAlertDescription());
        Throwable cause = raised.getCause();
        String detail = raised.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
        return switch (raised.getAlertDescription()) {
            case AlertDescription.certificate_required ->
                name + ", the client sent no certificate that is accepted here";
            case AlertDescription.unexpected_message ->
                detail.contains("UNKNOWN(")
                        ? name + ", unrecognized SSL message, plaintext connection? (" + detail + ")"
                        : detail;
            default -> detail;
        };
    }

    private static String alertName(short description) {
        return AlertDescription.getName(description).toLowerCase(Locale.ROOT);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...";
    }

    private static SSLException withCause(SSLException e, Throwable cause) {
        e.initCause(cause);
        return e;
    }
}
