package io.kafkafips.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkafips.observability.MonitoringFiles.Alert;
import io.kafkafips.observability.MonitoringFiles.ExporterRule;
import io.kafkafips.observability.MonitoringFiles.Panel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alerts, recording rules and dashboard: they name metrics that exist, say what to do, and lead to pages that exist. */
class MonitoringFilesTest {
    private static final Set<String> METRICS = MonitoringFiles.exporterRules().stream()
            .map(ExporterRule::name)
            .collect(Collectors.toCollection(TreeSet::new));

    @Test
    void recordings_useMetricsOfTheExporterRules() {
        assertThat(MonitoringFiles.recordings()).isNotEmpty().allSatisfy((name, expression) -> {
            assertThat(MonitoringFiles.metricsIn(expression)).isNotEmpty().isSubsetOf(METRICS);
            assertThat(name).matches("[a-z_]+:kafkafips_[a-z_]+:[a-z0-9]+");
        });
    }

    @Test
    void alerts_useMetricsThatExist() {
        assertThat(MonitoringFiles.alerts())
                .hasSizeGreaterThan(40)
                .allSatisfy(alert -> assertThat(MonitoringFiles.metricsIn(alert.expression()))
                        .as(alert.name())
                        .isNotEmpty()
                        .isSubsetOf(known()));
    }

    @Test
    void alerts_haveSeveritySummaryAndRemedy() {
        assertThat(MonitoringFiles.alerts()).extracting(Alert::name).doesNotHaveDuplicates();
        assertThat(MonitoringFiles.alerts()).allSatisfy(alert -> {
            assertThat(alert.name()).startsWith("KafkaFips");
            assertThat(alert.severity()).as(alert.name()).isIn("critical", "warning");
            assertThat(alert.annotations().get("summary")).as(alert.name()).isNotBlank();
            assertThat(alert.annotations().get("description")).as(alert.name()).contains("Remedy: ");
        });
    }

    @Test
    void runbooks_ofAlerts_areHeadingsOfPages() {
        assertThat(MonitoringFiles.alerts()).allSatisfy(alert -> {
            String[] link = alert.runbook().split("#", 2);
            assertThat(link).as(alert.name()).hasSize(2);
            Path page = MonitoringFiles.DOCS.getParent().resolve(link[0]);
            assertThat(page).as(alert.name()).isRegularFile();
            assertThat(anchors(page)).as(alert.name()).contains(link[1]);
        });
    }

    @Test
    void alerts_areEachMadeToFireByAUnitTest() {
        String tests = MonitoringFiles.read(MonitoringFiles.PROMETHEUS.resolve("tests/kafka-fips-alerts.test.yaml"));

        assertThat(MonitoringFiles.alerts())
                .allSatisfy(alert -> assertThat(tests).contains("{alertname=\"" + alert.name() + "\"}', value: 1}"));
    }

    @Test
    void recordings_areEachInAUnitTest() {
        String tests = MonitoringFiles.read(MonitoringFiles.PROMETHEUS.resolve("tests/kafka-fips-recording.test.yaml"));

        assertThat(MonitoringFiles.recordings().keySet())
                .allSatisfy(name -> assertThat(tests).contains("expr: '" + name + "'"));
    }

    @Test
    void panels_useMetricsThatExistOnTheNodesThatWereChosen() {
        assertThat(MonitoringFiles.panels()).hasSizeGreaterThan(40).allSatisfy(panel -> {
            assertThat(panel.queries()).as(panel.title()).isNotEmpty();
            assertThat(panel.queries()).as(panel.title()).allSatisfy(query -> {
                assertThat(MonitoringFiles.metricsIn(query)).isNotEmpty().isSubsetOf(known());
                assertThat(query).contains("job=~\"$job\"");
            });
        });
    }

    @Test
    void panels_haveUnitDescriptionAndTheChosenDatasource() {
        assertThat(MonitoringFiles.panels()).allSatisfy(panel -> {
            assertThat(panel.unit()).as(panel.title()).isNotBlank();
            assertThat(panel.description()).as(panel.title()).endsWith(".");
            assertThat(panel.json().at("/datasource/uid").asText()).isEqualTo("${datasource}");
            panel.json()
                    .path("targets")
                    .forEach(target ->
                            assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}"));
        });
    }

    @Test
    void dashboard_hasItsVariablesAndNoTwoPanelsInOnePlace() {
        List<String> variables = new ArrayList<>();
        MonitoringFiles.dashboard()
                .at("/templating/list")
                .forEach(variable -> variables.add(variable.path("name").asText()
                        + " "
                        + variable.path("type").asText()));
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();

        assertThat(variables).containsExactly("datasource datasource", "job query", "instance query");
        for (JsonNode panel : MonitoringFiles.dashboard().path("panels")) {
            assertThat(ids.add(panel.path("id").asInt()))
                    .as(panel.path("title").asText())
                    .isTrue();
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    String cell = (place.path("x").asInt() + x) + ","
                            + (place.path("y").asInt() + y);
                    assertThat(cells.add(cell)).as(panel.path("title").asText()).isTrue();
                }
            }
        }
    }

    @Test
    void expressions_takeTheRiseOfCountersOnly() {
        List<String> expressions = new ArrayList<>(MonitoringFiles.recordings().values());
        MonitoringFiles.alerts().forEach(alert -> expressions.add(alert.expression()));
        MonitoringFiles.panels().stream().map(Panel::queries).forEach(expressions::addAll);

        for (String expression : expressions) {
            for (String part : expression.replaceAll("\"[^\"]*\"", "").split("(?=rate\\(|increase\\()", -1)) {
                if (part.startsWith("rate(") || part.startsWith("increase(")) {
                    assertThat(part).as(expression).matches("(?s)(rate|increase)\\((\\w+_total|[a-z_]+:\\w+:sum)\\b.*");
                }
            }
        }
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>(METRICS);
        known.addAll(MonitoringFiles.FOREIGN_METRICS);
        known.addAll(MonitoringFiles.recordings().keySet());
        return known;
    }

    /** The anchors of a page as GitHub makes them. */
    private static Set<String> anchors(Path page) {
        assertThat(Files.isRegularFile(page)).isTrue();
        return MonitoringFiles.read(page)
                .lines()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
