package io.kafkafips.commons.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {
    private static final String HOSTILE = "a\"b\\c\n\r\u2028\ud800{\"x\":1}\u0000";

    @TempDir
    private Path folder;

    @Test
    void append_severalEvents_areCloudEventsInOrder() throws Exception {
        try (AuditTrail trail = AuditTrail.open(folder, "broker-1", "audit.directory")) {
            for (int i = 0; i < 1000; i++) {
                trail.append(event(Map.of("number", i)));
            }
        }

        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(lines.get(i).get("sequence").asInt()).isEqualTo(i);
            assertThat(lines.get(i).get("data").get("number").asInt()).isEqualTo(i);
        }
        assertThat(lines.get(0).get("specversion").asText()).isEqualTo("1.0");
        assertThat(lines.get(0).get("id").asText()).isEqualTo("broker-1-0");
    }

    @Test
    void append_hostileText_staysOneStringOnOneLine() throws Exception {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("client", HOSTILE);
        data.put("list", List.of(HOSTILE, true, 7L));
        data.put("absent", null);
        try (AuditTrail trail = AuditTrail.open(folder, "broker-1", "audit.directory")) {
            trail.append(event(data));
        }

        JsonNode line = lines().get(0).get("data");
        assertThat(line.get("client").asText()).isEqualTo(HOSTILE);
        assertThat(line.get("list").get(0).asText()).isEqualTo(HOSTILE);
        assertThat(line.get("list").get(1).asBoolean()).isTrue();
        assertThat(line.has("absent")).isFalse();
    }

    @Test
    void append_endlessText_isCut() throws Exception {
        try (AuditTrail trail = AuditTrail.open(folder, "broker-1", "audit.directory")) {
            trail.append(event(Map.of("client", "x".repeat(100_000))));
        }

        assertThat(lines().get(0).get("data").get("client").asText()).hasSize(JsonLine.LONGEST_STRING + 3);
    }

    @Test
    void append_fullQueue_countsTheLossAndShowsTheGap() throws Exception {
        AuditTrail trail = AuditTrail.open(folder, "broker-1", "audit.directory", 2);
        for (int i = 0; i < 5; i++) {
            trail.append(event(Map.of("number", i)));
        }
        assertThat(trail.droppedEvents()).isEqualTo(3);
        trail.startWriter();
        while (trail.hasQueuedEvents()) {
            Thread.onSpinWait();
        }
        trail.append(event(Map.of("number", 5)));
        trail.close();

        List<String> types = new ArrayList<>();
        lines().forEach(line -> types.add(line.get("type").asText()));
        assertThat(types).containsExactly("t", "t", "io.kafkafips.audit.gap.v1", "t");
        assertThat(lines().get(2).get("data").get("from").asInt()).isEqualTo(2);
        assertThat(lines().get(2).get("data").get("to").asInt()).isEqualTo(4);
    }

    @Test
    void open_secondTime_continuesTheFile() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (AuditTrail trail = AuditTrail.open(folder, "broker-1", "audit.directory")) {
                trail.append(event(Map.of("run", i)));
            }
        }

        assertThat(lines()).hasSize(2);
    }

    @Test
    void open_folderThatIsAFile_isRefusedNamingTheSetting() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> AuditTrail.open(file, "broker-1", "audit.directory"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("audit.directory=" + file)
                .hasMessageContaining("Remedy");
    }

    private static AuditEvent event(Map<String, Object> data) {
        return new AuditEvent("t", Instant.EPOCH, "TOPIC:LITERAL:a", data);
    }

    private List<JsonNode> lines() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("audit-broker-1.jsonl"))) {
            lines.add(mapper.readTree(line));
        }
        return lines;
    }
}
