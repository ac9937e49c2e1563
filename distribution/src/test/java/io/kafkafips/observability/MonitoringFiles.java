package io.kafkafips.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What ships for monitoring, as it lies in the checkout: exporter rules, Prometheus rules, dashboard. */
final class MonitoringFiles {
    static final Path DOCS = Checkout.root().resolve("docs");
    static final Path PROMETHEUS = Checkout.root().resolve("distribution/src/main/observability/prometheus");
    static final Path EXPORTER_RULES = Checkout.root().resolve("distribution/src/main/config/jmx-exporter.yaml");

    /** What comes with Prometheus and the exporter, and not by a rule of ours. */
    static final Set<String> FOREIGN_METRICS = Set.of("up", "jmx_scrape_error");

    private static final Path DASHBOARD =
            Checkout.root().resolve("distribution/src/main/observability/grafana/kafka-fips.json");
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:[a-z_]+:kafkafips_[a-z0-9_:]+|kafkafips_\\w+|kafka_server_\\w+|jmx_\\w+|up)\\b");

    private MonitoringFiles() {}

    /**
     * One rule of the exporter.
     *
     * @param labels their names
     */
    record ExporterRule(String pattern, String name, String type, String help, Set<String> labels) {}

    /**
     * One alert.
     *
     * @param pending {@code for}; empty when it fires at once
     */
    record Alert(String name, String expression, String pending, String severity, Map<String, String> annotations) {
        String runbook() {
            return annotations.getOrDefault("runbook_url", "");
        }
    }

    /** One panel of the dashboard that is no row. */
    record Panel(String title, String type, String description, String unit, JsonNode json) {
        List<String> queries() {
            List<String> queries = new ArrayList<>();
            json.path("targets")
                    .forEach(target -> queries.add(target.path("expr").asText()));
            return queries;
        }
    }

    static String exporterYaml() {
        return read(EXPORTER_RULES);
    }

    static List<ExporterRule> exporterRules() {
        return maps(yaml(EXPORTER_RULES).get("rules")).stream()
                .map(rule -> new ExporterRule(
                        text(rule, "pattern"),
                        text(rule, "name"),
                        text(rule, "type"),
                        text(rule, "help"),
                        new TreeSet<>(strings(rule.get("labels")).keySet())))
                .toList();
    }

    static List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        for (Map<String, Object> rule : rules("kafka-fips-alerts.yaml")) {
            alerts.add(new Alert(
                    text(rule, "alert"),
                    text(rule, "expr"),
                    text(rule, "for"),
                    strings(rule.get("labels")).getOrDefault("severity", ""),
                    strings(rule.get("annotations"))));
        }
        return alerts;
    }

    /** The recording rules: name and expression. */
    static Map<String, String> recordings() {
        Map<String, String> recordings = new LinkedHashMap<>();
        rules("kafka-fips-recording.yaml").forEach(rule -> recordings.put(text(rule, "record"), text(rule, "expr")));
        return recordings;
    }

    private static List<Map<String, Object>> rules(String file) {
        return maps(yaml(PROMETHEUS.resolve("rules").resolve(file)).get("groups")).stream()
                .flatMap(group -> maps(group.get("rules")).stream())
                .toList();
    }

    static JsonNode dashboard() {
        try {
            return new ObjectMapper().readTree(DASHBOARD.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Panel> panels() {
        List<Panel> panels = new ArrayList<>();
        for (JsonNode panel : dashboard().path("panels")) {
            if (!panel.path("type").asText().equals("row")) {
                panels.add(new Panel(
                        panel.path("title").asText(),
                        panel.path("type").asText(),
                        panel.path("description").asText(),
                        panel.at("/fieldConfig/defaults/unit").asText(),
                        panel));
            }
        }
        return panels;
    }

    /** The names of metrics in an expression; label values are no names. */
    static Set<String> metricsIn(String expression) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = METRIC.matcher(expression.replaceAll("\"[^\"]*\"", "\"\""));
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // a YAML mapping
    private static Map<String, Object> yaml(Path file) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(read(file));
    }

    @SuppressWarnings("unchecked") // a YAML sequence of mappings
    private static List<Map<String, Object>> maps(Object node) {
        return (List<Map<String, Object>>) node;
    }

    private static Map<String, String> strings(Object node) {
        Map<String, String> strings = new LinkedHashMap<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> strings.put(String.valueOf(key), String.valueOf(value)));
        }
        return strings;
    }

    private static String text(Map<String, Object> map, String key) {
        return String.valueOf(map.getOrDefault(key, ""));
    }
}
