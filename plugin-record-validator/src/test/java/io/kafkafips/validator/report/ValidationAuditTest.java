package io.kafkafips.validator.report;

import static io.kafkafips.validator.report.TestBatches.INVALID;
import static io.kafkafips.validator.report.TestBatches.VALID;
import static io.kafkafips.validator.report.TestBatches.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.commons.audit.verify.AuditVerifier;
import io.kafkafips.commons.audit.verify.TrailReport;
import io.kafkafips.commons.audit.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationAuditTest {
    private static final String KEY = "c0ffee00".repeat(8);
    private static final String SHA256 = "ab".repeat(32);

    @TempDir
    private Path folder;

    private TestRequest request = TestRequest.withCertificate("alice", SHA256);
    private TestBatches batches;
    private ValidationAudit audit;

    @BeforeEach
    void open() throws IOException {
        Path key = Files.writeString(folder.resolve("k0"), KEY);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        batches = TestBatches.in(folder);
        audit = ValidationAudit.open(
                        Map.of(
                                "node.id",
                                "5",
                                "audit.directory",
                                trails().toString(),
                                "audit.hmac.key.file",
                                key.toString()),
                        () -> request,
                        InstantSource.system())
                .orElseThrow();
    }

    private Path trails() {
        return folder.resolve("audit");
    }

    @Test
    void concluded_rejection_isOnRecordWithItsSenderAndWithoutPayload() throws Exception {
        audit.concluded(topic("strict-a"), batches.verdict("strict-a", VALID, INVALID, INVALID));

        JsonNode event = events("io.kafkafips.recordvalidation.v1").get(0);

        assertThat(event.get("subject").asText()).isEqualTo("TOPIC:strict-a");
        JsonNode data = event.get("data");
        assertThat(data.get("message").asText())
                .startsWith("policy strict, rule json: ")
                .doesNotContain("secret");
        assertThat(new ObjectMapper().convertValue(data, new TypeReference<Map<String, Object>>() {}))
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("count", 1),
                        Map.entry("decision", "REJECTED"),
                        Map.entry("cause", "INVALID"),
                        Map.entry("policy", "strict"),
                        Map.entry("rule", "json"),
                        Map.entry("topic", "strict-a"),
                        Map.entry("partition", 7),
                        Map.entry("records", 2),
                        Map.entry("batchIndex", 1),
                        Map.entry("principal", "User:alice"),
                        Map.entry("issuer", "CN=Test CA"),
                        Map.entry("serialNumber", "1f"),
                        Map.entry("sha256", SHA256),
                        Map.entry("clientId", "app"),
                        Map.entry("listener", "CLIENTS"),
                        Map.entry("host", "127.0.0.1"),
                        Map.entry("nodeId", 5)));
    }

    @Test
    void concluded_manyRejections_areALineForEachCertificateWithItsNumber() throws Exception {
        for (int i = 0; i < 10; i++) {
            audit.concluded(topic("strict-a"), batches.verdict("strict-a", INVALID));
        }
        request = TestRequest.withCertificate("alice", "cd".repeat(32));
        audit.concluded(topic("strict-a"), batches.verdict("strict-a", INVALID));

        assertThat(events("io.kafkafips.recordvalidation.v1"))
                .extracting(event -> event.at("/data/sha256").asText().substring(0, 2) + " "
                        + event.at("/data/count").asInt())
                .containsExactlyInAnyOrder("ab 1", "ab 9", "cd 1");
    }

    @Test
    void concluded_acceptedBatches_leaveNoTrace() throws Exception {
        audit.concluded(topic("strict-a"), batches.verdict("strict-a", VALID));

        assertThat(events("io.kafkafips.recordvalidation.v1")).isEmpty();
    }

    @Test
    void concluded_warning_isOnRecordAsOne() throws Exception {
        audit.concluded(topic("other"), batches.verdict("other", INVALID));

        assertThat(events("io.kafkafips.recordvalidation.v1"))
                .singleElement()
                .satisfies(
                        event -> assertThat(event.at("/data/decision").asText()).isEqualTo("WARNED"));
    }

    @Test
    void unreadable_unknownSender_isOnRecordAllTheSame() throws Exception {
        request = null;
        audit.unreadable(topic("strict-a"), "record 3 is too large");

        assertThat(events("io.kafkafips.recordvalidation.v1"))
                .singleElement()
                .satisfies(event -> assertThat(event.get("data").toString())
                        .contains("\"UNREADABLE\"", "record 3 is too large", "\"principal\":\"unknown\"")
                        .doesNotContain("clientId"));
    }

    @Test
    void policies_refusedChange_isOnRecordWithItsError() throws Exception {
        PoliciesBean bean = new PoliciesBean(batches.policies(), InstantSource.system());
        Files.writeString(folder.resolve("policy.yaml"), "version: 2\n");
        batches.policies().poll(bean::changed);
        batches.policies().poll(bean::changed);

        audit.policies(bean);

        assertThat(events("io.kafkafips.recordvalidation.policies.v1"))
                .singleElement()
                .satisfies(event -> assertThat(event.get("data").toString())
                        .contains("\"outcome\":\"REFUSED\"", "\"generation\":1", "policy.yaml:1:"));
    }

    @Test
    void open_withoutFolder_isNone() {
        assertThat(ValidationAudit.open(Map.of("node.id", "5"), () -> null, InstantSource.system()))
                .isEmpty();
    }

    @Test
    void open_referenceToAConfigProvider_isRefused() {
        assertThatThrownBy(() -> ValidationAudit.open(
                        Map.of("audit.directory", "${file:/etc/x:y}"), () -> null, InstantSource.system()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("audit.directory")
                .hasMessageContaining("config.providers are not asked");
    }

    /** Those of a type, once the trail is closed and its verifier is content. */
    private List<JsonNode> events(String type) throws Exception {
        audit.close();
        Verification verification =
                AuditVerifier.of(trails()).withKey(AuditVerifier.parseKey(KEY)).verify();
        assertThat(verification.findings()).isEmpty();
        assertThat(verification.trails()).singleElement().satisfies(trail -> {
            assertThat(trail.source()).isEqualTo("validator-5");
            assertThat(trail.ending()).isEqualTo(TrailReport.Ending.CLOSED);
        });
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(trails().resolve("audit-validator-5-00000001.jsonl"))) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.get("type").asText().equals(type)) {
                events.add(event);
            }
        }
        return events;
    }
}
