package io.kafkafips.commons.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkafips.commons.audit.verify.TrailReport;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {
    private static final String OPENED = "io.kafkafips.audit.opened.v1";
    private static final String CLOSED = "io.kafkafips.audit.closed.v1";
    private static final String HOSTILE = "a\"b\\c\n\r\u2028\ud800{\"x\":1}\u0000";
    private static final long MILLIS = TestTrail.NOW.toEpochMilli();

    @TempDir
    private Path parent;

    private TestTrail test;

    @BeforeEach
    void trail() {
        test = new TestTrail(parent);
    }

    @Test
    void append_severalEvents_areCloudEventsInOrder() throws Exception {
        test.run("a", 1000);

        List<JsonNode> lines = test.json();
        assertThat(lines).hasSize(1002);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).get("specversion").asText()).isEqualTo("1.0");
            assertThat(lines.get(i).get("id").asText()).isEqualTo("broker-1-" + i);
            assertThat(lines.get(i).get("sequence").asText()).isEqualTo("%019d".formatted(i));
        }
        List<JsonNode> events = test.events();
        for (int i = 0; i < events.size(); i++) {
            JsonNode data = events.get(i).get("data");
            assertThat(data.get("name").asText()).isEqualTo("a-" + i);
            assertThat(data.get("count").asLong()).isEqualTo(1);
        }
        assertThat(events.get(7).get("time").asText()).isEqualTo("2026-11-22T10:00:00.007Z");
    }

    @Test
    void append_hostileText_staysOneStringOnOneLine() throws Exception {
        try (AuditTrail trail = test.open()) {
            trail.append(MILLIS, TestFacts.allowed(HOSTILE));
        }

        assertThat(test.events().get(0).get("data").get("name").asText()).isEqualTo(HOSTILE);
        assertThat(test.verify().findings()).isEmpty();
    }

    @Test
    void append_endlessText_isCut() throws Exception {
        try (AuditTrail trail = test.open()) {
            trail.append(MILLIS, TestFacts.allowed("\u0001".repeat(100_000)));
        }

        assertThat(test.events().get(0).get("data").get("name").asText()).hasSize(4096 + 3);
    }

    @Test
    void append_moreThanALineHolds_keepsItsNumbers() throws Exception {
        try (AuditTrail trail = test.open()) {
            trail.append(MILLIS, new ManyNames());
        }

        JsonNode data = test.events().get(0).get("data");
        assertThat(data.get("count").asInt()).isEqualTo(1);
        assertThat(data.get("omittedBytes").asInt()).isGreaterThan(1 << 20);
        assertThat(test.verify().findings()).isEmpty();
    }

    @Test
    void append_factsThatCannotBeDescribed_areOnRecordWithTheError() throws Exception {
        try (AuditTrail trail = test.open()) {
            trail.append(MILLIS, new Indescribable());
        }

        assertThat(test.events().get(0).get("data").get("error").asText()).contains("no words");
    }

    @Test
    void append_equalEventsInAWindow_areOneLineWithTheirNumber() throws Exception {
        try (AuditTrail trail =
                test.with("audit.aggregation.window.ms", "3600000").open()) {
            for (int i = 0; i < 500; i++) {
                trail.append(MILLIS + i, TestFacts.allowed("same"));
            }
        }

        assertThat(test.events()).singleElement().satisfies(event -> {
            assertThat(event.get("data").get("count").asInt()).isEqualTo(500);
            assertThat(event.get("data").get("firstTime").asText()).isEqualTo("2026-11-22T10:00:00Z");
            assertThat(event.get("data").get("lastTime").asText()).isEqualTo("2026-11-22T10:00:00.499Z");
        });
    }

    @Test
    void append_firstDenial_isWrittenBeforeTheWindowEnds() throws Exception {
        try (AuditTrail trail =
                test.with("audit.aggregation.window.ms", "3600000").open()) {
            trail.append(MILLIS, TestFacts.denied("x"));
            trail.append(MILLIS, TestFacts.denied("x"));
            while (test.lines(1).size() < 2) {
                Thread.onSpinWait();
            }

            assertThat(test.lines(1).get(1)).contains("\"count\":1,");
        }
        assertThat(test.verify().trails().get(0).events()).isEqualTo(2);
    }

    @Test
    void open_again_continuesNumbersChainAndKeysInANewFile() throws Exception {
        test.run("a", 3).run("b", 3);

        assertThat(test.types()).containsExactly(OPENED, "t", "t", "t", CLOSED, OPENED, "t", "t", "t", CLOSED);
        assertThat(test.json().get(5).get("sequence").asInt()).isEqualTo(5);
        assertThat(test.json().get(5).get("data").get("previous").get("end").asText())
                .isEqualTo("shutdown");
        assertThat(test.verify().findings()).isEmpty();
    }

    @Test
    void append_sizeReached_goesOnInTheNextFile() throws Exception {
        test.with("audit.rotate.bytes", "4096").with("audit.queue.capacity", "16");
        try (AuditTrail trail = test.open()) {
            for (int i = 0; i < 60; i++) {
                trail.append(MILLIS, TestFacts.allowed("x" + i));
                while (i % 10 == 0 && test.events().size() < i) {
                    Thread.onSpinWait();
                }
            }
        }

        TrailReport report = test.verify().trails().get(0);
        assertThat(test.verify().findings()).isEmpty();
        assertThat(report.lastFile()).isGreaterThan(3);
        assertThat(report.events() + report.lost()).isEqualTo(60);
        assertThat(report.crashes()).isZero();
    }

    @Test
    void checkpoint_whenNothingHappens_isWrittenToFileStateAndJmx() throws Exception {
        try (AuditTrail trail = test.with("audit.checkpoint.interval.ms", "100").open()) {
            while (test.lines(1).size() < 3) {
                Thread.sleep(20);
            }
            MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("io.kafkafips:type=Audit,trail=broker-1");
            assertThat((long) jmx.getAttribute(name, "CheckpointSequence")).isPositive();
            assertThat((String) jmx.getAttribute(name, "CheckpointSha256")).hasSize(64);
            assertThat(jmx.getAttribute(name, "Keyed")).isEqualTo(1);
            assertThat(jmx.getAttribute(name, "Failing")).isEqualTo(0);
            assertThat(trail.lostEvents()).isZero();
        }

        assertThat(test.types()).contains("io.kafkafips.audit.checkpoint.v1");
        assertThat(test.verify().findings()).isEmpty();
    }

    @Test
    void open_files_areClosedToOthersAndLeaveNothingElse() throws Exception {
        test.run("a", 1);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(test.state())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(test.file(1))))
                .doesNotContain("rwx")
                .endsWith("---");
        try (Stream<Path> files = Files.list(test.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "audit-broker-1-00000001.jsonl", "audit-broker-1.state", "audit-broker-1.lock");
        }
    }

    @Test
    void open_twiceAtATime_isRefused() {
        try (AuditTrail trail = test.open()) {
            assertThatThrownBy(test::open)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("nobody else writes the audit trail broker-1");
            assertThat(trail.lostEvents()).isZero();
        }
    }

    @Test
    void open_folderThatIsAFile_isRefusedNamingTheSetting() throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> test.with("audit.directory", file.toString()).open())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("audit.directory=" + file)
                .hasMessageContaining("Remedy");
    }

    /** Facts of which only the description matters. */
    private interface SomeFacts extends AuditFacts {
        @Override
        default String type() {
            return "t";
        }

        @Override
        default String subject() {
            return "s";
        }

        @Override
        default boolean urgent() {
            return false;
        }
    }

    private record ManyNames() implements SomeFacts {
        @Override
        public void describe(AuditData data) {
            data.add(
                    "names",
                    List.of("\u0001".repeat(200_000), "x".repeat(4000)).stream()
                            .flatMap(name -> Stream.generate(() -> name).limit(100))
                            .toList());
        }
    }

    private record Indescribable() implements SomeFacts {
        @Override
        public void describe(AuditData data) {
            throw new IllegalStateException("no words");
        }
    }
}
