package io.kafkafips.commons.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.audit.format.SealedLine;
import io.kafkafips.commons.audit.format.TrailEvents;
import io.kafkafips.commons.audit.format.TrailKey;
import io.kafkafips.commons.audit.format.TrailNames;
import io.kafkafips.commons.audit.verify.AuditVerifier;
import io.kafkafips.commons.audit.verify.Verification;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format, byte by byte. {@code golden/README.md} tells how the files were checked without our code. */
class GoldenTrailTest {
    private static final String TRAIL = "00112233445566778899aabbccddeeff";
    private static final List<String> FILES =
            List.of("audit-broker-1-00000001.jsonl", "audit-broker-1-00000002.jsonl", "audit-broker-1.state");

    @TempDir
    private Path folder;

    @Test
    void trail_asWrittenToday_isTheGoldenOne() throws Exception {
        write();

        for (String file : FILES) {
            assertThat(Files.readString(folder.resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readString(golden().resolve(file)));
        }
    }

    @Test
    void trail_golden_verifies() throws Exception {
        Verification result = AuditVerifier.of(golden())
                .withKey(AuditVerifier.parseKey(TestTrail.KEY))
                .verify();

        assertThat(result.findings()).isEmpty();
        assertThat(result.trails().get(0).events()).isEqualTo(43);
        assertThat(result.trails().get(0).lost()).isEqualTo(5);
    }

    private void write() throws Exception {
        byte[] initial = HexFormat.of().parseHex(TestTrail.KEY);
        Resumption beginning =
                new Resumption(TRAIL, 1, TrailKey.first(initial, "broker-1", TRAIL), 0, SealedLine.NO_LINE, Map.of());
        AuditOrigin origin = new AuditOrigin("broker-1", Map.of("nodeId", 1));
        long millis = TestTrail.NOW.toEpochMilli();
        Trail trail = new Trail(origin, new TrailFolder(folder, new TrailNames("broker-1")), () -> millis, beginning);
        trail.open();
        trail.file().event(TestFacts.denied("\u00e9\"\\\n\ud83d\ude00"), 1, millis, millis);
        trail.file().event(TestFacts.allowed("many"), 42, millis, millis + 9_999);
        trail.file().gap(new AuditQueue.Losses(5, millis, millis + 1), millis);
        trail.file().checkpoint(millis);
        trail.file().end(TrailEvents.ROTATED, millis);
        trail.keep();
        trail.prepareNext();
        trail.open();
        trail.file().end(TrailEvents.SHUTDOWN, millis);
        trail.keep();
        trail.close();
    }

    private static Path golden() throws URISyntaxException {
        return Path.of(GoldenTrailTest.class.getResource("golden").toURI());
    }
}
