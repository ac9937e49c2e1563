package io.kafkafips.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.observability.MonitoringFiles.ExporterRule;
import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules for the JMX exporter, read by the exporter itself, against beans with the names and interfaces of the plug-ins. */
class ExporterRulesTest {
    /** Numbers that no rule takes, on purpose: they follow from others, or would be too many series. */
    private static final Set<String> LEFT_OUT = Set.of(
            "RecordValidator MeanNanosPerRecord",
            "RecordValidator RejectedBatches",
            "RecordValidator TimedRecords",
            "RecordValidator UndecidedRecords",
            "RecordValidator WarnedBatches",
            "TieredStorageKeys TopicKeyUnwrapMeanMicros");

    /** A data point as Prometheus names it. */
    private record Sample(String metric, String type, Map<String, String> labels) {}

    @Test
    void rules_overAllBeans_makeEachMetricAsOftenAsTheyName() throws Exception {
        List<Sample> samples = scrape("");
        Map<String, List<ExporterRule>> byName =
                MonitoringFiles.exporterRules().stream().collect(Collectors.groupingBy(ExporterRule::name));

        assertThat(samples).extracting(Sample::metric).hasSameElementsAs(byName.keySet());
        byName.forEach((name, rules) -> {
            List<Sample> made = samples.stream()
                    .filter(sample -> sample.metric().equals(name))
                    .toList();
            assertThat(made).as(name).hasSizeGreaterThanOrEqualTo(rules.size());
            assertThat(made).as(name).allSatisfy(sample -> {
                assertThat(sample.labels()).containsOnlyKeys(rules.get(0).labels());
                assertThat(sample.type()).isEqualTo(rules.get(0).type());
            });
        });
    }

    @Test
    void rules_overAllBeans_leaveNoNumberOutThatIsNotListed() throws Exception {
        String everythingElse = """
                  - pattern: 'io\\.kafkafips<type=(\\w+), (.*)><>(\\w+):'
                    name: leftover
                    labels: {type: '$1', bean: '$2,', attribute: '$3'}
                """;

        Set<String> left = scrape(everythingElse).stream()
                .filter(sample -> sample.metric().equals("leftover"))
                .map(Sample::labels)
                // counted by topic are the refusals alone, by policy the batches
                .filter(labels -> !labels.get("bean").matches("name=(topic|policy|other-\\w+),.*"))
                .map(labels -> labels.get("type") + " " + labels.get("attribute"))
                .collect(Collectors.toSet());

        assertThat(left).isEqualTo(LEFT_OUT);
    }

    @Test
    void rules_ofTheValidator_showNoPrincipal() throws Exception {
        List<Sample> everything = scrape("  - pattern: '.*'\n");

        assertThat(everything.toString()).contains("orders.eu").doesNotContain("alice");
    }

    @Test
    void names_ofMetrics_followPrometheus() {
        for (ExporterRule rule : MonitoringFiles.exporterRules()) {
            assertThat(rule.name()).matches("(kafkafips|kafka_server)_[a-z0-9_]+");
            assertThat(rule.name().endsWith("_total"))
                    .as(rule.name())
                    .isEqualTo(rule.type().equals("COUNTER"));
            // the exporter takes these endings away
            assertThat(rule.name()).doesNotMatch(".*_(info|created|bucket|days|ms|micros|nanos)");
            assertThat(rule.help()).as(rule.name()).isNotBlank();
            assertThat(rule.pattern()).as(rule.name()).matches(".*:( \\(\\.\\*\\))?");
        }
    }

    /** What the exporter makes of the beans. */
    private static List<Sample> scrape(String moreRules) throws Exception {
        List<Sample> samples = new ArrayList<>();
        for (MetricSnapshot snapshot : collect(MonitoringFiles.exporterYaml() + moreRules)) {
            String name = snapshot.getMetadata().getPrometheusName();
            for (DataPointSnapshot point : snapshot.getDataPoints()) {
                Map<String, String> labels = new TreeMap<>();
                point.getLabels().forEach(label -> labels.put(label.getName(), label.getValue()));
                samples.add(
                        snapshot instanceof CounterSnapshot
                                ? new Sample(name + "_total", "COUNTER", labels)
                                : new Sample(name, snapshot instanceof GaugeSnapshot ? "GAUGE" : "UNTYPED", labels));
            }
        }
        return samples;
    }

    private static MetricSnapshots collect(String rules) throws Exception {
        try (StandInBeans beans = new StandInBeans()) {
            assertThat(beans).isNotNull();
            return new JmxCollector(new ByteArrayInputStream(rules.getBytes(StandardCharsets.UTF_8)))
                    .register(new PrometheusRegistry())
                    .collect();
        }
    }
}
