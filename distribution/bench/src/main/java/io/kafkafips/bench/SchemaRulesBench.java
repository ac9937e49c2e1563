package io.kafkafips.bench;

import io.kafkafips.testkit.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The rules that hold values against schemas, beside the libraries. Every figure comes from a JVM of its own, and the sides take turns. */
final class SchemaRulesBench {
    private final Jdk jdk;
    private final Map<SchemaCase, Map<SchemaSide, List<Figures>>> figures = new EnumMap<>(SchemaCase.class);

    SchemaRulesBench(Jdk jdk) {
        this.jdk = jdk;
    }

    /** Measures everything so often, and writes the table after each round. */
    void run(int rounds, Path target) {
        for (int round = 0; round < rounds; round++) {
            for (SchemaCase language : SchemaCase.values()) {
                for (SchemaSide side : SchemaSide.values()) {
                    figures.computeIfAbsent(language, key -> new EnumMap<>(SchemaSide.class))
                            .computeIfAbsent(side, key -> new ArrayList<>())
                            .add(measure(language, side));
                }
            }
            write(target);
        }
    }

    private record Figures(double cpuNanos, double bytes) {}

    private Figures measure(SchemaCase language, SchemaSide side) {
        OptionsBuilder options = new OptionsBuilder();
        options.include(SchemaRulesBenchmark.class.getName().replace(".", "\\.") + "\\.check$")
                .jvm(jdk.java().toString())
                .addProfiler(ProcessCpuProfiler.class)
                .addProfiler(GCProfiler.class)
                .param("language", language.name())
                .param("side", side.name())
                .threads(1)
                .forks(1)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(1000))
                .measurementIterations(4)
                .measurementTime(TimeValue.milliseconds(1000))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        try {
            RunResult result = new Runner(options.build()).runSingle();
            return new Figures(secondary(result, ProcessCpuProfiler.LABEL), secondary(result, "gc.alloc.rate.norm"));
        } catch (RunnerException e) {
            throw new IllegalStateException(language + " failed on the side of " + side, e);
        }
    }

    private static double secondary(RunResult result, String label) {
        return Objects.requireNonNull(result.getSecondaryResults().get(label)).getScore();
    }

    private void write(Path target) {
        StringBuilder table = new StringBuilder("""
                | rule | value, bytes | ours, ns of CPU | library, ns of CPU | ours, bytes allocated | library, bytes allocated |
                |---|---|---|---|---|---|
                """);
        try {
            for (Map.Entry<SchemaCase, Map<SchemaSide, List<Figures>>> row : figures.entrySet()) {
                table.append(String.format(
                        Locale.ROOT,
                        "| `%s` | %d | %.0f | %.0f | %.0f | %.0f |%n",
                        row.getKey().rule(),
                        row.getKey().value().length,
                        best(row, SchemaSide.OURS).cpuNanos(),
                        best(row, SchemaSide.LIBRARY).cpuNanos(),
                        best(row, SchemaSide.OURS).bytes(),
                        best(row, SchemaSide.LIBRARY).bytes()));
            }
            Files.createDirectories(target);
            Files.writeString(target.resolve("bench-schema-rules.md"), table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Bench.print("\n" + table);
    }

    /** The least disturbed one: on a machine that others use, the median measures them. */
    private static Figures best(Map.Entry<SchemaCase, Map<SchemaSide, List<Figures>>> row, SchemaSide side) {
        return Objects.requireNonNull(row.getValue().get(side)).stream()
                .min(Comparator.comparingDouble(Figures::cpuNanos))
                .orElseThrow();
    }
}
