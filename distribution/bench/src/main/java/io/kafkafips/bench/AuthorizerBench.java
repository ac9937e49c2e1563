package io.kafkafips.bench;

import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FipsJvm;
import io.kafkafips.testkit.JavaProgram;
import io.kafkafips.testkit.Jdk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks of the authorizer beside StandardAuthorizer. Every figure comes from a JVM of its own, and the sides take turns. */
final class AuthorizerBench {
    private static final Pattern HEAP = Pattern.compile("bytes per ACL (\\d+)");
    private static final int SMALL = 10_000;
    private static final int LARGE = 100_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Path folder;
    private final Jdk jdk;
    private final boolean quick;
    private final AclResults results = new AclResults();

    /**
     * Makes the benchmarks.
     *
     * @param folder for what is written on the way
     * @param jdk which Java
     * @param quick 100,000 ACLs and one thread only, three minutes instead of half an hour
     */
    AuthorizerBench(Path folder, Jdk jdk, boolean quick) {
        this.folder = folder;
        this.jdk = jdk;
        this.quick = quick;
    }

    /** Measures everything so often, and writes the tables after each round. */
    void run(int rounds, Path target) {
        for (int round = 0; round < rounds; round++) {
            for (int acls : quick ? List.of(LARGE) : List.of(SMALL, LARGE)) {
                for (AclShape shape : AclShape.values()) {
                    decisions(shape, acls);
                }
            }
            for (AclSide side : AclSide.values()) {
                types(side);
                snapshots(side);
                heap(side);
            }
            results.write(target, quick ? "authorizer-quick" : "authorizer");
        }
    }

    private void decisions(AclShape shape, int acls) {
        for (int principals : List.of(1, 5)) {
            for (int threads : quick ? List.of(1) : List.of(1, 8)) {
                for (AclSide side : AclSide.values()) {
                    Figures figures = measure(
                            "DecisionBenchmark.decide",
                            threads,
                            Map.of("side", side, "shape", shape, "acls", acls, "principals", principals));
                    results.decision(
                            new AclResults.Cell(shape.label(), acls, principals, threads),
                            side,
                            figures.cpuNanos(),
                            figures.bytes());
                }
            }
        }
    }

    private void types(AclSide side) {
        for (AclShape shape : List.of(AclShape.OWN_LITERAL, AclShape.DENY_HEAVY, AclShape.ONE_SERVICE)) {
            for (String benchmark : List.of("decideForSome", "decideForSomeDenied")) {
                double nanos = measure(
                                "DecisionBenchmark." + benchmark,
                                1,
                                Map.of("side", side, "shape", shape, "acls", LARGE, "principals", 5))
                        .cpuNanos();
                String answer = benchmark.equals("decideForSome") ? "allowed" : "denied";
                results.other("authorizeByResourceType, " + answer + ", " + shape.label(), "us", side, nanos / 1e3);
            }
        }
    }

    private void snapshots(AclSide side) {
        for (AclShape shape : quick ? List.of(AclShape.OWN_LITERAL) : List.of(AclShape.values())) {
            double nanos = measure("SnapshotBenchmark.load", 1, Map.of("side", side, "shape", shape, "acls", LARGE))
                    .cpuNanos();
            results.other("load of 100,000 ACLs, " + shape.label(), "ms", side, nanos / NANOS_PER_MILLI);
        }
    }

    private void heap(AclSide side) {
        JavaProgram program = new JavaProgram(jdk, flags(), List.of(System.getProperty("java.class.path")));
        CommandResult result = program.run(
                AclHeapProbe.class.getName(), List.of(side.name(), String.valueOf(LARGE)), "", Duration.ofMinutes(5));
        Matcher figure = HEAP.matcher(result.output());
        if (result.exitCode() != 0 || !figure.find()) {
            throw new IllegalStateException("The heap probe failed: " + result.output());
        }
        results.other("heap beside the metadata image", "B per ACL", side, Double.parseDouble(figure.group(1)));
    }

    private record Figures(double cpuNanos, double bytes) {}

    private Figures measure(String benchmark, int threads, Map<String, Object> parameters) {
        OptionsBuilder options = new OptionsBuilder();
        options.include(AuthorizerBench.class.getPackageName().replace(".", "\\.") + "\\." + benchmark + "$")
                .jvm(jdk.java().toString())
                .jvmArgs(flags().toArray(new String[0]))
                .addProfiler(ProcessCpuProfiler.class)
                .addProfiler(GCProfiler.class)
                .threads(threads)
                .forks(1)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(quick ? 700 : 1000))
                .measurementIterations(4)
                .measurementTime(TimeValue.milliseconds(quick ? 700 : 1000))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        parameters.forEach((name, value) -> options.param(name, String.valueOf(value)));
        try {
            RunResult result = new Runner(options.build()).runSingle();
            return new Figures(secondary(result, ProcessCpuProfiler.LABEL), secondary(result, "gc.alloc.rate.norm"));
        } catch (RunnerException e) {
            throw new IllegalStateException(benchmark + " failed with " + parameters, e);
        }
    }

    private static double secondary(RunResult result, String label) {
        return Objects.requireNonNull(result.getSecondaryResults().get(label)).getScore();
    }

    private List<String> flags() {
        List<String> flags = new ArrayList<>(FipsJvm.flags(jdk, folder));
        flags.add("-Xmx2g");
        return flags;
    }
}
