package io.kafkafips.ssl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsseLogBridgeTest {
    private static final String CONNECTION = "org.bouncycastle.jsse.provider.ProvTlsServer";
    private static final String CONFIGURATION = "org.bouncycastle.jsse.provider.PropertyUtils";

    private final Captured captured = new Captured();
    private final org.apache.logging.log4j.core.Logger root =
            (org.apache.logging.log4j.core.Logger) LogManager.getRootLogger();

    @BeforeEach
    void capture() {
        captured.start();
        root.addAppender(captured);
        org.apache.logging.log4j.core.config.Configurator.setLevel(
                "org.bouncycastle", org.apache.logging.log4j.Level.DEBUG);
    }

    @AfterEach
    void release() {
        root.removeAppender(captured);
        org.apache.logging.log4j.core.config.Configurator.setLevel(
                "org.bouncycastle", org.apache.logging.log4j.Level.INFO);
        LoggerContext.getContext(false).updateLoggers();
    }

    @Test
    void publish_failedHandshake_isOneDebugLineWithoutStackTrace() {
        LogRecord record = record(CONNECTION, Level.WARNING, "[server] raised fatal(2) {0}\nalert", "certificate");
        record.setThrown(new IllegalStateException("remote\ntext"));

        new JsseLogBridge().publish(record);

        assertThat(captured.lines)
                .containsExactly("DEBUG " + CONNECTION
                        + " [server] raised fatal(2) certificate alert (java.lang.IllegalStateException: remote text)");
        assertThat(captured.thrown).isZero();
    }

    @Test
    void publish_configuration_keepsItsLevel() {
        JsseLogBridge bridge = new JsseLogBridge();
        for (Level level : List.of(Level.SEVERE, Level.WARNING, Level.INFO, Level.FINE)) {
            bridge.publish(record(CONFIGURATION, level, "property", new Object[0]));
        }

        assertThat(captured.lines)
                .containsExactly(
                        "ERROR " + CONFIGURATION + " property",
                        "WARN " + CONFIGURATION + " property",
                        "INFO " + CONFIGURATION + " property",
                        "DEBUG " + CONFIGURATION + " property");
    }

    @Test
    void install_calledTwice_hasOneHandlerAndNoParent() {
        JsseLogBridge.install();
        JsseLogBridge.install();

        Logger jul = Logger.getLogger("org.bouncycastle");
        assertThat(Arrays.stream(jul.getHandlers())).hasExactlyElementsOfTypes(JsseLogBridge.class);
        assertThat(jul.getUseParentHandlers()).isFalse();
    }

    @Test
    void install_recordOfTheProvider_arrives() {
        JsseLogBridge.install();

        Logger.getLogger(CONFIGURATION).warning("seen");

        assertThat(captured.lines).containsExactly("WARN " + CONFIGURATION + " seen");
    }

    private static LogRecord record(String logger, Level level, String message, Object... parameters) {
        LogRecord record = new LogRecord(level, message);
        record.setLoggerName(logger);
        record.setParameters(parameters);
        return record;
    }

    private static final class Captured extends AbstractAppender {
        final List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();
        int thrown;

        Captured() {
            super("captured", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getLevel() + " " + event.getLoggerName() + " "
                    + event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
                thrown++;
            }
        }
    }
}
