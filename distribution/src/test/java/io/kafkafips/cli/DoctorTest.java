package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.cli.doctor.CleanFolder;
import io.kafkafips.cli.doctor.RottenFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kafka-fips doctor} over files alone: what it prints of a node that is well, and of one that is not. */
class DoctorTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void doctor_cleanNode_findsNothing(String format) {
        CleanFolder folder = CleanFolder.make(root);

        CliRun run = CliRun.of(with(node(folder), "--all", "--format", format));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).as(run.out()).isZero();
        Golden.assertSame("doctor-clean." + format, masked(run.out()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "csv"})
    void doctor_rottenNode_findsItAll(String format) {
        RottenFolder folder = RottenFolder.broker(root);

        CliRun run = CliRun.of(with(node(folder.files()), "--format", format));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
        Golden.assertSame("doctor-rotten." + format, masked(run.out()));
    }

    @Test
    void doctor_rottenNodes_reportEveryIdAndNoSecret() throws Exception {
        List<CliRun> runs = Stream.of(
                        RottenFolder.broker(root.resolve("broker")),
                        RottenFolder.combined(root.resolve("combined")),
                        RottenFolder.controller(root.resolve("controller")),
                        RottenFolder.unkeyed(root.resolve("unkeyed")))
                .map(folder -> CliRun.of(with(node(folder.files()), "--all", "--json")))
                .toList();
        Set<String> found = new TreeSet<>();
        Set<String> known = new TreeSet<>();
        for (CliRun run : runs) {
            for (JsonNode row : new ObjectMapper().readTree(run.out()).get("findings")) {
                known.add(row.get("id").textValue());
                if (Set.of("error", "warning", "advice")
                        .contains(row.get("severity").textValue())) {
                    found.add(row.get("id").textValue());
                }
            }
        }

        known.removeAll(found);
        // of JDK 24 and later alone
        known.remove("jvm-native-access");
        assertThat(known)
                .as("what files do not show")
                .containsExactlyInAnyOrder(
                        "jmx-clear",
                        "jmx-open",
                        "jvm-proof",
                        "jvm-proof-native",
                        "live-audit-lost",
                        "live-native",
                        "live-reload-refused",
                        "process-native",
                        "process-replaced-jar",
                        "process-root",
                        "sasl-scram-iterations");
        for (CliRun run : runs) {
            for (String secret : RottenFolder.SECRETS) {
                assertThat(run.out()).doesNotContain(secret);
                assertThat(run.err()).doesNotContain(secret);
            }
        }
    }

    @Test
    void doctor_onlyAdvice_failsWhenAdviceIsAskedFor() throws Exception {
        CleanFolder folder = CleanFolder.make(root);
        Files.writeString(folder.file("proc/sys/crypto/fips_enabled"), "0\n");

        assertThat(CliRun.of(node(folder)).exitCode()).isZero();
        assertThat(CliRun.of(with(node(folder), "--fail-on", "advice")).exitCode())
                .isEqualTo(1);
    }

    @Test
    void doctor_onlyWarning_passesWhenErrorsAloneCount() {
        CleanFolder folder = CleanFolder.make(root);
        List<String> arguments = with(node(folder), "--expires-within", "3650");

        assertThat(CliRun.of(arguments).exitCode()).isEqualTo(1);
        assertThat(CliRun.of(with(arguments, "--fail-on", "error")).exitCode()).isZero();
    }

    @Test
    void doctor_withoutInput_isAUsageError() {
        CliRun run = CliRun.of("doctor");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("kafka-fips: nothing to examine. Remedy: --server-properties");
    }

    @Test
    void doctor_processThatIsNotThere_isAUsageError() {
        CliRun run = CliRun.of("doctor", "--pid", "1", "--proc", root.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("kafka-fips: --pid 1 cannot be read");
    }

    private static List<String> node(CleanFolder folder) {
        return List.of(
                "doctor",
                "--server-properties",
                folder.file("server.properties").toString(),
                "--client-properties",
                folder.file("client.properties").toString(),
                "--connect-properties",
                folder.file("connect.properties").toString(),
                "--jvm-options",
                folder.file("kafka-opts").toString(),
                "--java-security",
                folder.file("java.security.17").toString(),
                "--libs",
                folder.libs().toString(),
                "--proc",
                folder.proc().toString(),
                "--no-probe");
    }

    private static List<String> with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all;
    }

    private String masked(String printed) {
        return printed.replace(root.toString(), "<folder>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "<time>")
                .replaceAll("Java \\d+", "Java <n>");
    }
}
