package io.kafkafips.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.observability.MonitoringFiles.Alert;
import io.kafkafips.observability.MonitoringFiles.ExporterRule;
import io.kafkafips.observability.MonitoringFiles.Panel;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.OpenSslClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Prometheus on a live cluster with the JMX exporter in its FIPS-only JVMs: every metric is there, every panel has data, every alert can
 * be evaluated, and what harms is told.
 */
@Tag("conformance")
class MonitoringIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/monitoring");
    private static final Path AGENT =
            Checkout.root().resolve("distribution/target/conformance/monitoring/jmx-exporter-agent.jar");

    /** Only rules of a policy file for conditions have these, once they have denied something. */
    private static final Set<String> METRICS_NOT_HERE = Set.of(
            "kafkafips_authorizer_condition_denied_total", "kafkafips_authorizer_condition_dry_run_denied_total");

    /** What has no waiting time, and the traffic of this test brings about. */
    private static final List<String> HARM = List.of(
            "KafkaFipsConfigChangeRefused",
            "KafkaFipsInvalidRecords",
            "KafkaFipsPlaintextAttempts",
            "KafkaFipsTamperedSegments");

    /** What waits for its time, but whose condition holds after the traffic of this test. */
    private static final List<String> SLOW_HARM =
            List.of("KafkaFipsSchemaRegistryFailing", "KafkaFipsValidationDefers", "KafkaFipsAuditNotKeyed");

    private static MonitoredCluster cluster;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(PrometheusServer.isInstalled(), "prometheus is not on the PATH (Debian: the package prometheus)");
        assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");
        assumeTrue(Files.exists(AGENT), "no JMX exporter: run with -Pconformance");
        cluster = MonitoredCluster.start(FOLDER.resolve("cluster"), AGENT);
        prometheus = PrometheusServer.start(FOLDER.resolve("prometheus"), cluster.exporterPorts());
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void liveScrape_ofAClusterUnderHarmfulTraffic_feedsEveryPanelAndAlert() throws Exception {
        await("both nodes are scraped", () -> prometheus.query("up == 1").size() == 2);
        await(
                "the alerts are evaluated",
                () -> !prometheus
                        .query("instance:kafkafips_tiered_integrity_failures:sum")
                        .isEmpty());
        assertThat(prometheus.fired()).doesNotContainAnyElementsOf(HARM);

        new HarmfulTraffic(cluster).run();

        await("every harm is told", () -> prometheus.fired().containsAll(HARM), MonitoringIT::missingAlerts);
        await(
                "every panel has data",
                () -> emptyPanels().isEmpty(),
                () -> emptyPanels().toString());
        assertThat(missingMetrics()).isEqualTo(new TreeSet<>(METRICS_NOT_HERE));
        for (Alert alert : MonitoringFiles.alerts()) {
            List<?> series = prometheus.everGave(alert.expression());
            if (HARM.contains(alert.name()) || SLOW_HARM.contains(alert.name())) {
                assertThat(series).as(alert.name()).isNotEmpty();
            }
        }
        assertThat(prometheus.query("kafkafips_tls_handshakes_refused_total{reason=\"no_certificate\"} > 0"))
                .isNotEmpty();
        assertThat(prometheus.query("kafkafips_authorizer_decisions_total{result=\"denied\"} > 0"))
                .isNotEmpty();
        assertThat(prometheus.query("kafkafips_tiered_key_bytes_total > 1e6")).isNotEmpty();
        assertThat(prometheus.query("{__name__=~\"kafkafips_.+\", topic=~\".*mallory.*\"}"))
                .isEmpty();
    }

    private static String missingAlerts() throws Exception {
        Set<String> missing = new TreeSet<>(HARM);
        missing.removeAll(prometheus.fired());
        return missing.toString();
    }

    private static Set<String> missingMetrics() throws Exception {
        Set<String> missing = new TreeSet<>();
        for (ExporterRule rule : MonitoringFiles.exporterRules()) {
            if (prometheus.everGave(rule.name()).isEmpty()) {
                missing.add(rule.name());
            }
        }
        return missing;
    }

    /** Panels one of whose queries gives nothing, with the query. */
    private static List<String> emptyPanels() throws Exception {
        List<String> empty = new ArrayList<>();
        for (Panel panel : MonitoringFiles.panels()) {
            for (String query : panel.queries()) {
                String live = query.replace("$__rate_interval", "2m")
                        .replace("$job", "kafka")
                        .replace("$instance", ".*");
                assertThat(live).doesNotContain("$");
                if (prometheus.everGave(live).isEmpty()) {
                    empty.add(panel.title() + ": " + live);
                }
            }
        }
        return empty;
    }

    /** A condition on a live system. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /** What to say when it does not hold in time. */
    @FunctionalInterface
    private interface Words {
        String say() throws Exception;
    }

    static void await(String what, Condition condition) throws Exception {
        await(what, condition, () -> "");
    }

    private static void await(String what, Condition condition, Words words) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + PATIENCE + ": " + what + " " + words.say());
            }
            Thread.sleep(500);
        }
    }
}
