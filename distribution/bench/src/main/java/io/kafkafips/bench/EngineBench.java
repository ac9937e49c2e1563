package io.kafkafips.bench;

import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.JavaProgram;
import io.kafkafips.testkit.Jdk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks between two engines in one JVM. Every figure comes from a JVM of its own, and the sides take turns. */
final class EngineBench {
    private static final Pattern HEAP = Pattern.compile("heap per engine (\\d+)");
    private static final int PAIRS = 500;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double KIB = 1024;

    private final Path folder;
    private final Results results;

    EngineBench(Path folder, Results results) {
        this.folder = folder;
        this.results = results;
    }

    void bulk(Jdk jdk, Side side) {
        // bytes per nanosecond are gigabytes per second
        results.add(
                jdk.feature(),
                Metric.BULK_13,
                side,
                BulkBenchmark.BYTES / cpuNanos(BulkBenchmark.class, jdk, side, "TLSv1.3"));
        results.add(
                jdk.feature(),
                Metric.BULK_12,
                side,
                BulkBenchmark.BYTES / cpuNanos(BulkBenchmark.class, jdk, side, "TLSv1.2"));
    }

    void handshake(Jdk jdk, Side side) {
        results.add(
                jdk.feature(),
                Metric.HANDSHAKE_13,
                side,
                cpuNanos(HandshakeBenchmark.class, jdk, side, "TLSv1.3")
                        / NANOS_PER_MILLI
                        / HandshakeBenchmark.HANDSHAKES);
        results.add(
                jdk.feature(),
                Metric.HANDSHAKE_12,
                side,
                cpuNanos(HandshakeBenchmark.class, jdk, side, "TLSv1.2")
                        / NANOS_PER_MILLI
                        / HandshakeBenchmark.HANDSHAKES);
    }

    void heap(Jdk jdk, Side side) {
        results.add(jdk.feature(), Metric.HEAP_13, side, heapBytes(jdk, side, "TLSv1.3") / KIB);
        results.add(jdk.feature(), Metric.HEAP_12, side, heapBytes(jdk, side, "TLSv1.2") / KIB);
    }

    private double heapBytes(Jdk jdk, Side side, String protocol) {
        JavaProgram program = new JavaProgram(jdk, flags(jdk, side), List.of(System.getProperty("java.class.path")));
        CommandResult result = program.run(
                HeapProbe.class.getName(),
                List.of(side.name(), folder.toString(), protocol, String.valueOf(PAIRS)),
                "",
                Duration.ofMinutes(5));
        Matcher figure = HEAP.matcher(result.output());
        if (result.exitCode() != 0 || !figure.find()) {
            throw new IllegalStateException("The heap probe failed: " + result.output());
        }
        return Double.parseDouble(figure.group(1));
    }

    private double cpuNanos(Class<?> benchmark, Jdk jdk, Side side, String protocol) {
        OptionsBuilder options = new OptionsBuilder();
        options.include(benchmark.getName() + "\\.")
                .jvm(jdk.java().toString())
                .jvmArgs(flags(jdk, side).toArray(new String[0]))
                .param("side", side.name())
                .param("protocol", protocol)
                .param("material", folder.toString())
                .addProfiler(ProcessCpuProfiler.class)
                .forks(1)
                .warmupIterations(5)
                .measurementIterations(5)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        try {
            RunResult result = new Runner(options.build()).runSingle();
            return Objects.requireNonNull(result.getSecondaryResults().get(ProcessCpuProfiler.LABEL))
                    .getScore();
        } catch (RunnerException e) {
            throw new IllegalStateException(benchmark.getSimpleName() + " failed on " + side, e);
        }
    }

    private List<String> flags(Jdk jdk, Side side) {
        List<String> flags = new ArrayList<>(side.jvmFlags(jdk, folder));
        flags.add("-Xmx1g");
        return flags;
    }
}
