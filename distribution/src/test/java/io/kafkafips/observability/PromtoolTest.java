package io.kafkafips.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Prometheus' own checks of the rules, the example configuration, and the unit tests of alerts and recording rules. */
class PromtoolTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    @BeforeAll
    static void requirePromtool() {
        assumeTrue(isInstalled(), "promtool is not on the PATH (Debian: the package prometheus)");
    }

    @Test
    void rules_areValid() {
        promtool("check", "rules", "rules/kafka-fips-recording.yaml", "rules/kafka-fips-alerts.yaml");
    }

    @Test
    void exampleConfiguration_isValid() {
        promtool("check", "config", "prometheus.example.yaml");
    }

    @Test
    void recordingRules_giveWhatTheirTestsSay() {
        promtool("test", "rules", "tests/kafka-fips-recording.test.yaml");
    }

    @Test
    void alerts_fireWhenTheirTestsSayAndNotOtherwise() {
        promtool("test", "rules", "tests/kafka-fips-alerts.test.yaml");
    }

    /** The last arguments are files. */
    private static void promtool(String verb, String kind, String... files) {
        List<String> command = new ArrayList<>(List.of("promtool", verb, kind));
        for (String file : files) {
            command.add(MonitoringFiles.PROMETHEUS.resolve(file).toString());
        }
        CommandResult result = Command.run(command, TIMEOUT);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("SUCCESS");
    }

    private static boolean isInstalled() {
        try {
            return Command.run(List.of("promtool", "--version"), TIMEOUT).exitCode() == 0;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
