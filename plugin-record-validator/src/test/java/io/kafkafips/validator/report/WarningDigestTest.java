package io.kafkafips.validator.report;

import static io.kafkafips.validator.report.TestBatches.INVALID;
import static io.kafkafips.validator.report.TestBatches.VALID;
import static io.kafkafips.validator.report.TestBatches.topic;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarningDigestTest {
    private static final long MINUTE = WarningDigest.INTERVAL.toNanos();

    @TempDir
    private Path folder;

    private final ValidationMetrics metrics = new ValidationMetrics(() -> null);
    private final WarningDigest digest = new WarningDigest(metrics);
    private TestBatches batches;

    private final Logger logger = (Logger) LogManager.getLogger(WarningDigest.class);
    private final List<String> lines = new ArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("lines", null, null, false, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() throws Exception {
        batches = TestBatches.in(folder);
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        logger.removeAppender(appender);
    }

    @Test
    void look_warnings_areOneLineWithTheirNumberAndNoPayload() {
        warn();
        warn();

        digest.look(0);

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith(
                        "WARN Policy lax, rule dry-run: 4 records in 2 batches were accepted that mode reject would refuse")
                .doesNotContain("secret");
    }

    @Test
    void look_moreWarningsWithinTheMinute_waitForItsEnd() {
        warn();
        digest.look(0);
        warn();
        digest.look(MINUTE - 1);
        warn();
        assertThat(lines).hasSize(1);

        digest.look(MINUTE);

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).contains("4 records in 2 batches");
    }

    @Test
    void look_nothingSince_isSilent() {
        warn();
        digest.look(0);

        digest.look(2 * MINUTE);

        assertThat(lines).hasSize(1);
    }

    @Test
    void look_rejections_areSilent() {
        metrics.concluded(topic("strict-a"), batches.verdict("strict-a", INVALID));

        digest.look(0);

        assertThat(lines).isEmpty();
    }

    private void warn() {
        metrics.concluded(topic("other"), batches.verdict("other", INVALID, VALID, INVALID));
    }
}
