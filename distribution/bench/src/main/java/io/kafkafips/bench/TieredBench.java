package io.kafkafips.bench;

import io.kafkafips.bench.TieredSide.Store;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FipsJvm;
import io.kafkafips.testkit.JavaProgram;
import io.kafkafips.testkit.Jdk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The benchmark of tiered storage. Every figure comes from a JVM of its own ({@link TieredProbe}), and the sides take turns. */
final class TieredBench {
    private static final int DEFAULT_CHUNK = 256 * 1024;
    private static final List<Integer> CHUNKS = List.of(4, 16, 64, 128, 256, 512, 1024);
    private static final int KIB = 1024;
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Pattern FIGURE = Pattern.compile("figure (\\w+) (-?[0-9.]+)");

    private final Path folder;
    private final Jdk jdk;
    private final TieredResults results;

    TieredBench(Path folder, Jdk jdk, TieredResults results) {
        this.folder = folder;
        this.jdk = jdk;
        this.results = results;
    }

    /** Measures everything once. */
    void run() {
        for (Store store : List.of(Store.FILES, Store.PARTS, Store.DIRECTORY)) {
            both(TieredMetric.COPY, store);
        }
        for (Store store : List.of(Store.FILES, Store.DIRECTORY)) {
            both(TieredMetric.FETCH, store);
        }
        for (int chunk : CHUNKS) {
            encrypted(TieredMetric.SEAL, Store.NOTHING, chunk * KIB);
            if (chunk * KIB != DEFAULT_CHUNK) {
                encrypted(TieredMetric.COPY, Store.FILES, chunk * KIB);
                encrypted(TieredMetric.FETCH, Store.FILES, chunk * KIB);
            }
        }
        encrypted(TieredMetric.HEAP, Store.NOTHING, DEFAULT_CHUNK);
        encrypted(TieredMetric.HEAP, Store.NOTHING, TieredSegment.MIB);
        encrypted(TieredMetric.MEMORY, Store.NOTHING, DEFAULT_CHUNK);
        encrypted(TieredMetric.FIRST, Store.NOTHING, DEFAULT_CHUNK);
    }

    private void both(TieredMetric metric, Store store) {
        for (TieredSide side : TieredSide.values()) {
            measure(metric, side, store, DEFAULT_CHUNK);
        }
    }

    private void encrypted(TieredMetric metric, Store store, int chunkBytes) {
        measure(metric, TieredSide.ENCRYPTED, store, chunkBytes);
    }

    private void measure(TieredMetric metric, TieredSide side, Store store, int chunkBytes) {
        List<String> flags = new ArrayList<>(FipsJvm.flags(jdk, folder));
        flags.addAll(metric.jvmFlags());
        Properties own = System.getProperties();
        own.stringPropertyNames().stream()
                .filter(name -> name.startsWith("bench."))
                .forEach(name -> flags.add("-D" + name + "=" + own.getProperty(name)));
        JavaProgram program = new JavaProgram(jdk, flags, List.of(System.getProperty("java.class.path")));
        CommandResult result = Command.run(
                program.command(
                        List.of(),
                        TieredProbe.class.getName(),
                        List.of(
                                metric.probe(),
                                side.name(),
                                store.name(),
                                String.valueOf(chunkBytes),
                                folder.toString())),
                TIMEOUT);
        Map<String, Double> figures = new LinkedHashMap<>();
        Matcher matcher = FIGURE.matcher(result.output());
        while (matcher.find()) {
            figures.put(matcher.group(1), Double.parseDouble(matcher.group(2)));
        }
        if (result.exitCode() != 0 || figures.isEmpty()) {
            throw new IllegalStateException("The tiered probe failed: " + result.output());
        }
        results.add(new TieredResults.Row(jdk.feature(), metric, store, chunkBytes / KIB), side, figures);
    }
}
