package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.metrics.DecisionCounts;
import io.kafkafips.authorizer.metrics.PerMinute;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.PluginMetrics;

/**
 * The metrics of StandardAuthorizer (KIP-877), under their names, about the decisions that are made here. A class of its own since
 * Kafka 3.9 and 4.0 have no {@code PluginMetrics}.
 */
final class KafkaPluginMetrics {
    private KafkaPluginMetrics() {}

    static void register(PluginMetrics metrics, DecisionCounts counts, IntSupplier aclCount, InstantSource clock) {
        rate(metrics, "authorization-allowed-rate-per-minute", counts::allowed, clock);
        rate(metrics, "authorization-denied-rate-per-minute", counts::denied, clock);
        rate(metrics, "authorization-request-rate-per-minute", () -> counts.allowed() + counts.denied(), clock);
        metrics.addMetric(
                metrics.metricName("acls-total-count", "The number of acls defined", new LinkedHashMap<>()),
                (Gauge<Integer>) (config, now) -> aclCount.getAsInt());
    }

    private static void rate(PluginMetrics metrics, String name, LongSupplier total, InstantSource clock) {
        PerMinute rate = new PerMinute(total, clock);
        metrics.addMetric(
                metrics.metricName(name, "The number of authorizations per minute", new LinkedHashMap<>()),
                (Measurable) (config, now) -> rate.read());
    }
}
