package io.kafkafips.authorizer.kafka;

import static io.kafkafips.authorizer.kafka.Authorizers.allowWrite;
import static io.kafkafips.authorizer.kafka.Authorizers.load;
import static io.kafkafips.authorizer.kafka.Authorizers.ours;
import static io.kafkafips.authorizer.kafka.Requests.by;
import static io.kafkafips.authorizer.kafka.Requests.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.junit.jupiter.api.Test;

class KafkaPluginMetricsTest {
    @Test
    void withPluginMetrics_ours_hasTheMetricsOfTheStockAuthorizer() {
        assertThat(metrics(ours()).keySet())
                .isEqualTo(metrics(new StandardAuthorizer()).keySet())
                .hasSize(5);
    }

    @Test
    void withPluginMetrics_decisionsOverAMinute_areTheRates() {
        AtomicLong now = new AtomicLong();
        CertificateAuthorizer authorizer = ours(() -> Instant.ofEpochMilli(now.get()));
        load(authorizer, allowWrite("pay", "Group:payments"));
        Metrics metrics = new Metrics();
        authorizer.withPluginMetrics(new PluginMetricsImpl(metrics, Map.of()));
        for (int i = 0; i < 30; i++) {
            authorizer.authorize(
                    by(Principals.user("CN=carol", "Group:payments")),
                    List.of(write("pay"), write("log"), write("log")));
        }
        now.addAndGet(60_000);

        Map<String, Object> values = values(metrics);
        assertThat(values)
                .containsEntry("authorization-allowed-rate-per-minute", 30.0)
                .containsEntry("authorization-denied-rate-per-minute", 60.0)
                .containsEntry("authorization-request-rate-per-minute", 90.0)
                .containsEntry("acls-total-count", 1);
    }

    private static Map<String, Object> metrics(StandardAuthorizer authorizer) {
        Metrics metrics = new Metrics();
        authorizer.withPluginMetrics(new PluginMetricsImpl(metrics, Map.of()));
        return values(metrics);
    }

    private static Map<String, Object> values(Metrics metrics) {
        Map<String, Object> values = new TreeMap<>();
        metrics.metrics().forEach((name, metric) -> values.put(name.name(), metric.metricValue()));
        return values;
    }
}
