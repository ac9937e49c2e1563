package io.kafkafips.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FipsJvm;
import io.kafkafips.testkit.JavaProgram;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kafka's own TLS tests, as published, against our engine in a FIPS-only JVM. {@code known-failures.tsv} names the tests that assume what
 * an approved-only JVM does not do, with the reason of each; it is checked in both directions, so a test that starts to pass has to leave
 * it. Leaves {@code target/conformance/report.json}.
 */
@Tag("conformance")
class KafkaTlsSuiteIT {
    private static final String PACKAGE = "org.apache.kafka.common.network.";
    private static final List<String> SUITES = List.of(
            PACKAGE + "Tls13SelectorTest",
            PACKAGE + "Tls12SelectorTest",
            PACKAGE + "SslTransportTls12Tls13Test",
            PACKAGE + "SslVersionsTransportLayerTest",
            PACKAGE + "SslTransportLayerTest");
    private static final int PUBLISHED_TESTS = 255;
    private static final Duration TIMEOUT = Duration.ofMinutes(20);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/conformance");

    private static List<Line> lines;

    @BeforeAll
    static void run() throws Exception {
        KafkaRuntime kafka = KafkaRuntime.resolve("4.3.1");
        Path classes = FOLDER.resolve("classes");
        Repointer.write(
                FOLDER.resolve("kafka-clients-test.jar"), kafka.libs().resolve("kafka-clients-4.3.1.jar"), classes);
        Path results = FOLDER.resolve("results.tsv");
        JavaProgram program = new JavaProgram(
                Jdk.current(),
                FipsJvm.flags(Jdk.current(), FOLDER),
                List.of(
                        classes.toString(),
                        FOLDER.resolve("libs").resolve("*").toString(),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FipsCluster.Layout.builtPlugins().resolve("*").toString(),
                        kafka.classPath()));
        List<String> arguments = new ArrayList<>(List.of(results.toString()));
        arguments.addAll(SUITES);
        // the tests make hundreds of stores there
        Path temporary = Files.createDirectories(FOLDER.resolve("tmp"));
        CommandResult result = Command.run(
                program.command(List.of("-Djava.io.tmpdir=" + temporary), SuiteRunner.class.getName(), arguments),
                Map.of(),
                "",
                TIMEOUT);
        Files.writeString(FOLDER.resolve("output.txt"), result.output());
        lines = Files.readAllLines(results).stream().map(Line::parse).toList();
        report();
    }

    /**
     * One test and what came of it.
     *
     * @param status as JUnit says it
     * @param millis how long it took
     * @param suite its class, without the package
     * @param name its name with its arguments
     */
    record Line(String status, long millis, String suite, String name) {
        static Line parse(String line) {
            String[] fields = line.split("\t", -1);
            return new Line(fields[0], Long.parseLong(fields[1]), fields[2].replace(PACKAGE, ""), fields[3]);
        }

        String key() {
            return suite + " " + name;
        }
    }

    @Test
    void suite_againstOurEngine_failsOnlyWhereItAssumesWhatIsNotApproved() throws Exception {
        Set<String> flaky = listed("flaky.tsv").keySet();
        List<String> failed = lines.stream()
                .filter(line -> line.status().equals("FAILED"))
                .map(Line::key)
                .filter(test -> !flaky.contains(test))
                .toList();

        assertThat(failed)
                .as("traces are in target/conformance/failures.txt")
                .containsExactlyInAnyOrderElementsOf(knownFailures().keySet());
    }

    @Test
    void suite_asPublished_ranWhole() {
        assertThat(lines).hasSizeGreaterThanOrEqualTo(PUBLISHED_TESTS);
        assertThat(lines)
                .extracting(Line::suite)
                .containsAll(
                        SUITES.stream().map(suite -> suite.replace(PACKAGE, "")).toList());
    }

    @Test
    void suite_skippedTests_areTheDsaOnes() {
        assertThat(lines)
                .filteredOn(
                        line -> line.status().equals("ABORTED") || line.status().equals("SKIPPED"))
                .allMatch(line -> line.name().contains("testDsaKeyPair"));
    }

    private static Map<String, String> knownFailures() throws Exception {
        return listed("known-failures.tsv");
    }

    /** Test to reason. */
    private static Map<String, String> listed(String resource) throws Exception {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(KafkaTlsSuiteIT.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .collect(Collectors.toMap(
                            fields -> fields[0] + " " + fields[1], fields -> fields[2], (a, b) -> a, TreeMap::new));
        }
    }

    private static void report() throws Exception {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("tests", lines.size());
        report.put("byStatus", lines.stream().collect(Collectors.groupingBy(Line::status, Collectors.counting())));
        report.put("knownFailures", knownFailures());
        report.put("flaky", listed("flaky.tsv"));
        report.put("milliseconds", lines.stream().mapToLong(Line::millis).sum());
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(FOLDER.resolve("report.json").toFile(), report);
    }
}
