package io.kafkafips.bench;

import io.kafkafips.testkit.FipsJvm;
import io.kafkafips.testkit.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.record.internal.CompressionType;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmark of the record validator. Every figure comes from a JVM of its own, and the sides take turns. */
final class ValidatorBench {
    private final Path folder;
    private final Jdk jdk;
    private final ValidatorResults results = new ValidatorResults();

    /** @param folder for what is written on the way */
    ValidatorBench(Path folder, Jdk jdk) {
        this.folder = folder;
        this.jdk = jdk;
    }

    /** Measures everything so often, and writes the table after each round. */
    void run(int rounds, Path target) {
        for (int round = 0; round < rounds; round++) {
            for (CompressionType codec : CompressionType.values()) {
                for (ValidatorSide side : ValidatorSide.values()) {
                    measure(codec, side);
                }
            }
            results.write(target);
        }
    }

    private void measure(CompressionType codec, ValidatorSide side) {
        List<String> flags = new ArrayList<>(FipsJvm.flags(jdk, folder));
        flags.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        flags.addAll(side.jvmFlags(folder));
        try {
            RunResult result = new Runner(new OptionsBuilder()
                            .include(ValidatorBenchmark.class.getName().replace(".", "\\.") + "\\.append$")
                            .param("side", side.name())
                            .param("codec", codec.name())
                            .jvm(jdk.java().toString())
                            .jvmArgs(flags.toArray(new String[0]))
                            .addProfiler(ProcessCpuProfiler.class)
                            .addProfiler(GCProfiler.class)
                            .forks(1)
                            .warmupIterations(2)
                            .warmupTime(TimeValue.milliseconds(500))
                            .measurementIterations(6)
                            .measurementTime(TimeValue.milliseconds(500))
                            .verbosity(VerboseMode.SILENT)
                            .shouldFailOnError(true)
                            .build())
                    .runSingle();
            results.add(
                    codec.name().toLowerCase(Locale.ROOT),
                    side,
                    secondary(result, ProcessCpuProfiler.LABEL),
                    secondary(result, "gc.alloc.rate.norm"));
        } catch (RunnerException e) {
            throw new IllegalStateException(side + " failed with " + codec, e);
        }
    }

    private static double secondary(RunResult result, String label) {
        return Objects.requireNonNull(result.getSecondaryResults().get(label)).getScore();
    }
}
