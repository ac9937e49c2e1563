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

/**
 * Turns what Bouncy Castle throws into what Kafka sorts by class: {@code SslTransportLayer} takes the four subclasses of
 * {@code SSLException}, and no other, for an authentication failure. Texts are kept to one line, as they come from a peer's input.
 */
final class HandshakeFailures {
    private static final int LONGEST_TEXT = 400;
    private static final int DEEPEST_CAUSE = 16;
    private static final String CLOSE_NOTIFY_HANDLER = "handleAlertWarningMessage";

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

    static SSLException afterwards(Throwable thrown) {
        return thrown instanceof SSLException known ? known : new SSLException(text(thrown), thrown);
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
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof TlsFatalAlertReceived alert) {
                return "Received fatal alert: " + alertName(alert.getAlertDescription());
            }
            if (cause instanceof CertificateException refused && refused.getMessage() != null) {
                return oneLine("Certificate refused: " + refused.getMessage());
            }
            cause = cause.getCause();
        }
        if (thrown instanceof Error) {
            return oneLine("TLS operation refused by the FIPS module: " + thrown);
        }
        return oneLine("TLS failed: " + thrown.getMessage());
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
