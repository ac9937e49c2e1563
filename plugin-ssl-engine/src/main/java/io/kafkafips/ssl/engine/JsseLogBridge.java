package io.kafkafips.ssl.engine;

import java.text.MessageFormat;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The handler that takes Bouncy Castle's java.util.logging records to SLF4J under the same logger names, in one line each.
 *
 * <p>BCJSSE logs every failed handshake at INFO or above with a stack trace, and java.util.logging prints that to standard error: a
 * stranger who connects and sends nonsense decides how much a broker logs. What comes from connections is therefore DEBUG, and no
 * record carries a stack trace. What comes from configuration keeps its level. Thread-safe.
 */
public final class JsseLogBridge extends Handler {
    private static final String ROOT = "org.bouncycastle";
    private static final String CONNECTIONS = "org.bouncycastle.jsse.provider.ProvTls";

    /** java.util.logging holds its loggers weakly: without this reference the handler would go with the logger. */
    private static final Logger JUL = Logger.getLogger(ROOT);

    JsseLogBridge() {}

    /** Installs the bridge for {@code org.bouncycastle}, once per JVM however often it is called. */
    public static void install() {
        synchronized (JUL) {
            for (Handler handler : JUL.getHandlers()) {
                if (handler instanceof JsseLogBridge) {
                    return;
                }
            }
            JUL.setUseParentHandlers(false);
            JUL.addHandler(new JsseLogBridge());
        }
    }

    @Override
    public void publish(LogRecord record) {
        String name = record.getLoggerName() == null ? ROOT : record.getLoggerName();
        org.slf4j.Logger log = LoggerFactory.getLogger(name);
        int level = record.getLevel().intValue();
        if (name.startsWith(CONNECTIONS) || level < Level.INFO.intValue()) {
            if (log.isDebugEnabled()) {
                log.debug("{}", line(record));
            }
        } else if (level >= Level.SEVERE.intValue()) {
            log.error("{}", line(record));
        } else if (level >= Level.WARNING.intValue()) {
            log.warn("{}", line(record));
        } else {
            log.info("{}", line(record));
        }
    }

    private static String line(LogRecord record) {
        String text = String.valueOf(record.getMessage());
        @Nullable Object[] parameters = record.getParameters();
        if (parameters != null && parameters.length > 0) {
            text = new MessageFormat(text, java.util.Locale.ROOT).format(parameters);
        }
        Throwable thrown = record.getThrown();
        return (thrown == null ? text : text + " (" + thrown + ")").replaceAll("\\p{Cntrl}", " ");
    }

    @Override
    public void flush() {
        // SLF4J's back end flushes
    }

    @Override
    public void close() {
        // nothing is held
    }
}
