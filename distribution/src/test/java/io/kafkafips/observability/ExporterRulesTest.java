package io.kafkafips.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.observability.MonitoringFiles.ExporterRule;
import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    private record Sample(String metric, Set<String> labels, boolean counter, String objectName) {}

    @Test
    void rules_overAllBeans_makeEachMetricAsOftenAsTheyName() throws Exception {
        List<Sample> samples = scrape("");

        for (ExporterRule rule : MonitoringFiles.exporterRules()) {
            List<Sample> made = samples.stream()
                    .filter(sample -> sample.metric().equals(rule.name()))
                    .toList();
            long rules = MonitoringFiles.exporterRules().stream()
                    .filter(other -> other.name().equals(rule.name()))
                    .count();
            assertThat(made).as(rule.name()).hasSizeGreaterThanOrEqualTo((int) rules);
            assertThat(made).as(rule.name()).allSatisfy(sample -> {
                assertThat(sample.labels()).containsExactlyElementsOf(rule.labels());
                assertThat(sample.counter()).isEqualTo(rule.type().equals("COUNTER"));
            });
        }
    }

    @Test
    void rules_overAllBeans_leaveNoNumberOutThatIsNotListed() throws Exception {
        String everythingElse = """
                  - pattern: 'io\\.kafkafips<type=(\\w+), (.*)><>(\\w+):'
                    name: leftover
                    labels: {type: '$1', bean: '$2', attribute: '$3'}
                """;

        Set<String> left = leftovers(everythingElse).stream()
                .filter(text ->
                        !text.contains("name=topic") && !text.contains("name=policy,") && !text.contains("other-"))
                .map(text -> text.substring(0, text.indexOf(" | ")))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(left).containsExactlyElementsOf(new TreeSet<>(LEFT_OUT));
    }

    @Test
    void rules_ofTheValidator_showNoPrincipal() throws Exception {
        assertThat(scrape("").toString() + leftovers("  - pattern: '.*'\n")).doesNotContain("alice");
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

    private static List<Sample> scrape(String moreRules) throws Exception {
        List<Sample> samples = new ArrayList<>();
        for (MetricSnapshot snapshot : collect(moreRules)) {
            boolean counter = snapshot instanceof CounterSnapshot;
            assertThat(counter || snapshot instanceof GaugeSnapshot)
                    .as(snapshot.getMetadata().getName())
                    .isEqualTo(moreRules.isEmpty() || counter || snapshot instanceof GaugeSnapshot);
            for (DataPointSnapshot point : snapshot.getDataPoints()) {
                Set<String> labels =
                        point.getLabels().stream().map(Label::getName).collect(Collectors.toCollection(TreeSet::new));
                samples.add(new Sample(
                        snapshot.getMetadata().getPrometheusName() + (counter ? "_total" : ""),
                        labels,
                        counter,
                        point.getLabels().toString()));
            }
        }
        return samples;
    }

    /** What the last rules take: type and attribute, and the bean. */
    private static List<String> leftovers(String moreRules) throws Exception {
        List<String> left = new ArrayList<>();
        for (MetricSnapshot snapshot : collect(moreRules)) {
            for (DataPointSnapshot point : snapshot.getDataPoints()) {
                if (snapshot.getMetadata().getName().startsWith("leftover")) {
                    left.add(point.getLabels().get("type") + " "
                            + point.getLabels().get("attribute") + " | "
                            + point.getLabels().get("bean") + ",");
                } else {
                    left.add(point.getLabels() + " | ");
                }
            }
        }
        return moreRules.contains("leftover")
                ? left.stream().filter(text -> !text.startsWith("{")).toList()
                : left;
    }

    private static Iterable<MetricSnapshot> collect(String moreRules) throws Exception {
        String yaml = MonitoringFiles.exporterYaml() + moreRules;
        try (StandInBeans beans = new StandInBeans()) {
            assertThat(beans).isNotNull();
            return new JmxCollector(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                    .register(new PrometheusRegistry())
                    .collect();
        }
    }
}
