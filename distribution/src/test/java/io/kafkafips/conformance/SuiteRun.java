package io.kafkafips.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FipsJvm;
import io.kafkafips.testkit.JavaProgram;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One run of published tests of Kafka in a FIPS-only JVM of its own, with {@link SuiteRunner}. A list of known failures, each with its
 * reason, is checked in both directions, so a test that starts to pass has to leave it. Leaves {@code report.json}, {@code output.txt} and
 * {@code failures.txt} in its folder.
 *
 * @param lines one per test
 * @param knownFailures test to reason
 */
record SuiteRun(List<Line> lines, Map<String, String> knownFailures) {
    /**
     * What is run.
     *
     * @param folder for results
     * @param classPath what comes first on the class path, the rewritten classes before all
     * @param packageName package that is left out of names
     * @param suites test classes
     * @param knownFailures name of a resource beside this class, with class, test and reason
     * @param flags of the JVM, beside those of every FIPS-only one
     */
    record Plan(
            Path folder,
            List<String> classPath,
            String packageName,
            List<String> suites,
            String knownFailures,
            List<String> flags) {}

    /**
     * One test and what came of it.
     *
     * @param status as JUnit says it
     * @param millis how long it took
     * @param suite its class, without the package
     * @param name its name with its arguments
     */
    record Line(String status, long millis, String suite, String name) {
        static Line parse(String line, String packageName) {
            String[] fields = line.split("\t", -1);
            return new Line(fields[0], Long.parseLong(fields[1]), fields[2].replace(packageName, ""), fields[3]);
        }

        String key() {
            return suite + " " + name;
        }
    }

    static SuiteRun of(Plan plan, KafkaRuntime kafka, Duration timeout) throws IOException {
        Path results = plan.folder().resolve("results.tsv");
        List<String> classPath = new ArrayList<>(plan.classPath());
        classPath.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        classPath.add(FipsCluster.Layout.builtPlugins().resolve("*").toString());
        classPath.add(kafka.classPath());
        JavaProgram program = new JavaProgram(Jdk.current(), FipsJvm.flags(Jdk.current(), plan.folder()), classPath);
        List<String> arguments = new ArrayList<>(List.of(results.toString()));
        arguments.addAll(plan.suites());
        // the tests make hundreds of files there
        Path temporary = Files.createDirectories(plan.folder().resolve("tmp"));
        List<String> flags = new ArrayList<>(plan.flags());
        flags.add("-Djava.io.tmpdir=" + temporary);
        CommandResult result =
                Command.run(program.command(flags, SuiteRunner.class.getName(), arguments), Map.of(), "", timeout);
        Files.writeString(plan.folder().resolve("output.txt"), result.output());
        SuiteRun run = new SuiteRun(
                Files.readAllLines(results).stream()
                        .map(line -> Line.parse(line, plan.packageName()))
                        .toList(),
                listed(plan.knownFailures()));
        run.report(plan.folder().resolve("report.json"));
        return run;
    }

    /** Those that ended in one of these ways. */
    List<String> withStatus(String... statuses) {
        return lines.stream()
                .filter(line -> List.of(statuses).contains(line.status()))
                .map(Line::key)
                .toList();
    }

    /** Test to reason, from a resource beside this class. */
    static Map<String, String> listed(String resource) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(SuiteRun.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .collect(Collectors.toMap(
                            fields -> fields[0] + " " + fields[1], fields -> fields[2], (a, b) -> a, TreeMap::new));
        }
    }

    private void report(Path file) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("tests", lines.size());
        report.put("byStatus", lines.stream().collect(Collectors.groupingBy(Line::status, Collectors.counting())));
        report.put("knownFailures", knownFailures);
        report.put("milliseconds", lines.stream().mapToLong(Line::millis).sum());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), report);
    }
}
