package io.kafkafips.commons.audit;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SLF4J logger {@value #LOGGER}: one INFO line, without a stack trace, for every certificate that a TLS handshake refused and
 * every connection that was cut because a certificate had expired or was revoked. Point an appender at the logger to keep them.
 * What a peer controls is stripped of control characters and shortened. Stateless.
 */
public final class TlsAuditLog {
    /** The name of the logger. */
    public static final String LOGGER = "io.kafkafips.audit.tls";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int LONGEST_TEXT = 300;

    private TlsAuditLog() {}

    /** A handshake that failed at a certificate; {@code reason} is one word of a fixed set, {@code detail} says which certificate. */
    public static void refused(String reason, String detail, @Nullable String host, int port) {
        if (LOG.isInfoEnabled()) {
            LOG.info("event=handshake-refused reason={} peer={}:{} detail=\"{}\"", reason, host, port, clean(detail));
        }
    }

    /** An established connection that is closed; {@code certificate} is the one at fault. */
    public static void cut(String reason, X509Certificate certificate, @Nullable String host, int port) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "event=connection-cut reason={} peer={}:{} subject=\"{}\" issuer=\"{}\" serial={}",
                    reason,
                    host,
                    port,
                    clean(certificate.getSubjectX500Principal().getName()),
                    clean(certificate.getIssuerX500Principal().getName()),
                    certificate.getSerialNumber().toString(16));
        }
    }

    private static String clean(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").replace('"', '\'');
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...";
    }
}
