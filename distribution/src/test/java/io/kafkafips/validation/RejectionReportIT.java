package io.kafkafips.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.commons.audit.verify.AuditVerifier;
import io.kafkafips.commons.audit.verify.TrailReport;
import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real broker tells of a rejected record, of one that was let pass with a warning, of who sent them, and of its policies. */
class RejectionReportIT {
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/validation/report");
    private static final String POLICIES = """
            version: 1
            policies:
              - name: strict
                topics: [orders]
                value: [{rule: json}]
              - name: lax
                topics: [notes]
                value: [{rule: json, mode: warn}]
            """;

    private static FipsCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        FreshFolder.of(FOLDER);
        Path policies = Files.writeString(FOLDER.resolve("policy.yaml"), POLICIES);
        cluster = FipsCluster.prepare(new FipsCluster.Layout(
                FOLDER, KafkaRuntime.resolve("4.3.1"), FipsCluster.Layout.builtPlugins(), Jdk.current()));
        cluster.start(Map.of(
                "record.validation.policy.file",
                policies.toString(),
                "record.validation.policy.reload.interval.ms",
                "200"));
        try (Admin admin = Admin.create(new HashMap<String, Object>(cluster.clientSettings("admin")))) {
            admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1), new NewTopic("notes", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void rejectedRecord_ofACertifiedClient_showsInJmxAndInTheAuditTrail() throws Exception {
        assertThat(catchThrowable(() -> send("orders", "secret-4711")))
                .hasCauseInstanceOf(InvalidRecordException.class);
        send("orders", "{}");
        send("notes", "secret-4712");

        try (JmxOfProcess jmx = new JmxOfProcess(cluster.broker().pid())) {
            String beans = "io.kafkafips:type=RecordValidator,name=";
            assertThat(jmx.await(1L, beans + "topic,topic=\"orders\"", "RejectedBatches"))
                    .isEqualTo(1L);
            assertThat(jmx.await(1L, beans + "topic,topic=\"orders\"", "AcceptedRecords"))
                    .isEqualTo(1L);
            assertThat(jmx.await(1L, beans + "principal,principal=\"User:admin\"", "RejectedRecords"))
                    .isEqualTo(1L);
            assertThat(jmx.await(2L, beans + "principal,principal=\"User:admin\"", "AcceptedRecords"))
                    .isEqualTo(2L);
            assertThat(jmx.await(1L, beans + "rule,policy=\"strict\",rule=\"json\"", "RejectedRecords"))
                    .isEqualTo(1L);
            assertThat(jmx.await(1L, beans + "rule,policy=\"lax\",rule=\"json\"", "WarnedRecords"))
                    .isEqualTo(1L);
            assertThat(jmx.await(1L, beans + "all", "RejectedBatches")).isEqualTo(1L);
            assertThat(jmx.await(1L, beans + "policies", "Generation")).isEqualTo(1L);
            Files.writeString(FOLDER.resolve("policy.yaml"), "version: 2\n");
            assertThat(jmx.await(1, beans + "policies", "ReloadRefusedNow")).isEqualTo(1);
        }
        cluster.close();
        assertThat(AuditVerifier.of(FOLDER.resolve("audit")).verify()).satisfies(verification -> {
            assertThat(verification.findings()).isEmpty();
            assertThat(verification.trails())
                    .filteredOn(trail -> trail.source().equals("validator-2"))
                    .singleElement()
                    .satisfies(trail -> assertThat(trail.ending()).isEqualTo(TrailReport.Ending.CLOSED));
        });
        X509Certificate admin = certificate("admin");
        JsonNode rejection = event("decision", "REJECTED");
        assertThat(rejection.toString())
                .contains(
                        "\"policy\":\"strict\"",
                        "\"rule\":\"json\"",
                        "\"principal\":\"User:admin\"",
                        "\"batchIndex\":0")
                .doesNotContain("secret");
        assertThat(rejection.get("issuer").asText())
                .isEqualTo(admin.getIssuerX500Principal().getName());
        assertThat(rejection.get("serialNumber").asText())
                .isEqualTo(admin.getSerialNumber().toString(16));
        assertThat(rejection.get("sha256").asText()).hasSize(64);
        assertThat(event("outcome", "REFUSED").get("error").asText()).contains("policy.yaml:1:");
        assertThat(event("decision", "WARNED").get("topic").asText()).isEqualTo("notes");
        assertThat(cluster.broker().logText())
                .contains("Policy lax, rule json: 1 records in 1 batches were accepted that mode reject would refuse")
                .doesNotContain("secret-47");
    }

    private static void send(String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                new LinkedHashMap<String, Object>(cluster.clientSettings("admin")),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    /** The data of the event that has a member with that value. */
    private static JsonNode event(String member, String value) throws Exception {
        for (String line : Files.readAllLines(FOLDER.resolve("audit/audit-validator-2-00000001.jsonl"))) {
            JsonNode data = new ObjectMapper().readTree(line).get("data");
            if (data.path(member).asText().equals(value)) {
                return data;
            }
        }
        throw new AssertionError("no event with " + member + " " + value);
    }

    private static X509Certificate certificate(String name) throws Exception {
        String pem = Files.readString(FOLDER.resolve("pki").resolve(name + ".pem"));
        String end = "-----END CERTIFICATE-----";
        String first = pem.substring(pem.indexOf("-----BEGIN CERTIFICATE"), pem.indexOf(end) + end.length());
        return (X509Certificate)
                FipsJca.x509().generateCertificate(new ByteArrayInputStream(first.getBytes(StandardCharsets.US_ASCII)));
    }
}
