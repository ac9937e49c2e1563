package io.kafkafips.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.audit.verify.AuditVerifier;
import io.kafkafips.commons.audit.verify.TrailReport;
import io.kafkafips.commons.audit.verify.Verification;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.OpenSslClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The trails of a real controller and broker: what is in them, how they end with the nodes, and what the kill of a broker leaves. */
@Tag("conformance")
class AuditedClusterIT {
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/audit/cluster");

    @Test
    void trails_ofARealCluster_areIntactOverAnOrderlyEndAndAKill() throws Exception {
        FreshFolder.of(FOLDER);
        Path key = AuditSettings.writeKey(FOLDER.resolve("k0"));
        FipsCluster cluster = FipsCluster.prepare(new FipsCluster.Layout(
                FOLDER, KafkaRuntime.resolve("4.3.1"), FipsCluster.Layout.builtPlugins(), Jdk.current()));
        cluster.identity("mallory", CertificateSpec.of("CN=mallory,OU=research,O=Example"));
        try (cluster) {
            cluster.start(Map.of("audit.hmac.key.file", key.toString()));
            deniedCreation(cluster);
            new OpenSslClient(cluster.brokerPort(), FOLDER.resolve("pki/ca.pem"), null).connect("-tls1_3");
            assertThat(verify().findings()).isEmpty();
        }

        assertThat(lines("audit-tls-2-"))
                .anySatisfy(line -> assertThat(line).contains("handshake-refused.v1", "NO_CERTIFICATE"));
        assertThat(lines("audit-broker-2-"))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"decision\":\"DENIED\"", "Cn:mallory", "Group:research")
                        .contains("\"clusterId\":\"", "\"role\":\"broker\""));
        assertThat(verify().findings()).isEmpty();
        assertThat(verify().trails())
                .allSatisfy(
                        trail -> assertThat(trail.ending()).as(trail.source()).isEqualTo(TrailReport.Ending.CLOSED));
        killAndStartAgain(key);
    }

    private void killAndStartAgain(Path key) throws Exception {
        FipsCluster again = FipsCluster.prepare(new FipsCluster.Layout(
                FOLDER, KafkaRuntime.resolve("4.3.1"), FipsCluster.Layout.builtPlugins(), Jdk.current()));
        again.identity("mallory", CertificateSpec.of("CN=mallory,OU=research,O=Example"));
        Files.delete(key);
        try (again) {
            again.start(Map.of("audit.hmac.key.file", key.toString()));
            deniedCreation(again);
            again.broker().kill();
            assertThat(verify().findings()).isEmpty();
        }
        assertThat(verify().trails()).hasSize(4);
        assertThat(verify().trails().stream()
                        .filter(trail -> trail.ending() != TrailReport.Ending.CLOSED)
                        .map(TrailReport::source))
                .containsExactlyInAnyOrder("broker-2", "tls-2");
    }

    /** The broker's trails have the key, the controller's do not: settings of the broker only. */
    private static Verification verify() throws Exception {
        Verification chain = AuditVerifier.of(FOLDER.resolve("audit")).verify();
        Verification keyed = AuditVerifier.of(FOLDER.resolve("audit"))
                .withKey(AuditVerifier.parseKey(AuditSettings.KEY))
                .verify();
        assertThat(keyed.findings())
                .as("of the broker's trails")
                .noneMatch(finding ->
                        finding.file().contains("broker-2") || finding.file().contains("tls-2"));
        return chain;
    }

    private static void deniedCreation(FipsCluster cluster) throws InterruptedException {
        try (Admin mallory = Admin.create(new HashMap<String, Object>(cluster.clientSettings("mallory")))) {
            mallory.createTopics(List.of(new NewTopic("stolen", 1, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            assertThat(e).hasMessageContaining("uthoriz");
            return;
        }
        throw new AssertionError("mallory may create topics");
    }

    private static List<String> lines(String prefix) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("audit"))) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
