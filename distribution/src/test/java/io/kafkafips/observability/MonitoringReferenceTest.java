package io.kafkafips.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.observability.MonitoringFiles.Alert;
import io.kafkafips.observability.MonitoringFiles.ExporterRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/monitoring-reference.md} is what the rules say; {@code -Dkafkafips.write.docs=true} writes it anew. */
class MonitoringReferenceTest {
    private static final Path FILE = MonitoringFiles.DOCS.resolve("monitoring-reference.md");
    private static final String HEAD = """
            # Metrics and alerts

            Generated from `config/jmx-exporter.yaml` and `observability/prometheus/rules` by `MonitoringReferenceTest`; do not edit. How to set them up, and what to do when an
            alert fires: [monitoring](monitoring.md).

            ## Metrics

            Counters are since the start of the process.

            | metric | type | labels | what |
            |---|---|---|---|
            """;

    @Test
    void monitoringReferenceMd_asCheckedIn_isWhatTheRulesSay() throws Exception {
        String generated = generate();

        if (Boolean.getBoolean("kafkafips.write.docs")) {
            Files.writeString(FILE, generated);
        }

        assertThat(Files.readString(FILE))
                .as(
                        "stale: run ./mvnw -pl distribution -Dtest=MonitoringReferenceTest -Dkafkafips.write.docs=true test")
                .isEqualTo(generated);
    }

    private static String generate() {
        StringBuilder page = new StringBuilder(HEAD);
        Map<String, ExporterRule> metrics = new LinkedHashMap<>();
        MonitoringFiles.exporterRules().forEach(rule -> metrics.putIfAbsent(rule.name(), rule));
        metrics.values()
                .forEach(rule -> page.append("| `")
                        .append(rule.name())
                        .append("` | ")
                        .append(rule.type().toLowerCase(Locale.ROOT))
                        .append(" | ")
                        .append(String.join(", ", rule.labels()))
                        .append(" | ")
                        .append(rule.help())
                        .append(" |\n"));
        page.append("\n## Recording rules\n\n| name | expression |\n|---|---|\n");
        MonitoringFiles.recordings()
                .forEach((name, expression) -> page.append("| `")
                        .append(name)
                        .append("` | `")
                        .append(oneLine(expression))
                        .append("` |\n"));
        page.append(
                "\n## Alerts\n\n| alert | severity | expression | for | what it means, what to do |\n|---|---|---|---|---|\n");
        MonitoringFiles.alerts().forEach(alert -> append(page, alert));
        return page.toString();
    }

    private static void append(StringBuilder page, Alert alert) {
        page.append("| ")
                .append(alert.name())
                .append(" | ")
                .append(alert.severity())
                .append(" | `")
                .append(oneLine(alert.expression()))
                .append("` | ")
                .append(alert.pending().isEmpty() ? "0" : alert.pending())
                .append(" | ")
                .append(oneLine(alert.annotations().get("description")))
                .append(" [Runbook](")
                .append(alert.runbook().replaceFirst("^docs/", ""))
                .append(") |\n");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|");
    }
}
