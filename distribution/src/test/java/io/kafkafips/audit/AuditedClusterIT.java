package io.kafkafips.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.commons.audit.AuditOrigin;
import io.kafkafips.commons.audit.AuditTrail;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The trails of a real controller and broker: what is in them, how they end with the nodes, and what the kill of a broker leaves. */
@Tag("conformance")
class AuditedClusterIT {
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/audit/cluster");

    private Path folder;
    private Path key;
    private FipsCluster cluster;

    private void start(String name) throws Exception {
        folder = FreshFolder.of(FOLDER.resolve(name));
        key = AuditSettings.writeKey(folder.resolve("k0"));
        cluster = FipsCluster.prepare(new FipsCluster.Layout(
                folder, KafkaRuntime.resolve("4.3.1"), FipsCluster.Layout.builtPlugins(), Jdk.current()));
        cluster.identity("mallory", CertificateSpec.of("CN=mallory,OU=research,O=Example"));
        cluster.start(Map.of("audit.hmac.key.file", key.toString()));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void trails_ofARealCluster_holdWhatWasRefusedAndEndWithTheNodes() throws Exception {
        start("orderly");
        deniedCreation(cluster);
        new OpenSslClient(cluster.brokerPort(), folder.resolve("pki/ca.pem"), null).connect("-tls1_3");
        assertThat(verify().findings()).isEmpty();
        cluster.close();

        assertThat(lines("audit-tls-2-"))
                .anySatisfy(line -> assertThat(line).contains("handshake-refused.v1", "NO_CERTIFICATE"));
        // the broker forwards the request, the controller decides with the principals that came along
        assertThat(lines("audit-controller-1-"))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"decision\":\"DENIED\"", "Cn:mallory", "Group:research")
                        .contains("\"clusterId\":\"", "\"role\":\"controller\""));
        assertThat(verify().findings()).isEmpty();
        assertThat(verify().trails())
                .hasSize(5)
                .allSatisfy(
                        trail -> assertThat(trail.ending()).as(trail.source()).isEqualTo(TrailReport.Ending.CLOSED));
    }

    @Test
    void trails_ofAKilledBroker_areOpenAndGoOnAsAfterACrash() throws Exception {
        start("killed");
        cluster.broker().kill();
        assertThat(verify().findings()).isEmpty();
        Files.delete(key);

        AuditConfig config = AuditConfig.of(Map.of(
                        "audit.directory", folder.resolve("audit").toString(), "audit.hmac.key.file", key.toString()))
                .orElseThrow();
        AuditTrail.open(config, new AuditOrigin("broker-2", Map.of()), InstantSource.system())
                .close();

        assertThat(verify().findings()).isEmpty();
        assertThat(verify().trails()).anySatisfy(trail -> {
            assertThat(trail.source()).isEqualTo("broker-2");
            assertThat(trail.crashes()).isEqualTo(1);
        });
    }

    /** The chains of all, and the MACs of the broker's trails: the controller was given no key. */
    private Verification verify() throws Exception {
        AuditVerifier verifier = AuditVerifier.of(folder.resolve("audit"));
        assertThat(verifier.withKey(AuditVerifier.parseKey(AuditSettings.KEY))
                        .verify()
                        .findings())
                .noneMatch(finding ->
                        finding.file().contains("broker-2") || finding.file().contains("tls-2"));
        return verifier.verify();
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

    private List<String> lines(String prefix) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("audit"))) {
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
