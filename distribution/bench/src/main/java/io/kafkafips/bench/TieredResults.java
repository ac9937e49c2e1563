package io.kafkafips.bench;

import io.kafkafips.bench.TieredSide.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** All figures of a run of {@link TieredBench}; written as Markdown tables of medians and as JSON. */
final class TieredResults {
    private static final double MIB_PER_GIB = 1024;
    private static final int SEGMENT_MIB = Integer.getInteger("bench.segment.mib", 256);
    private static final double COPY_TARGET = 1.05;
    private static final double FETCH_TARGET = 2.0;
    private static final double SEAL_TARGET = 2.4;
    private static final double HEAP_TARGET_KIB = 8 * 1024;

    private final Map<Row, Map<TieredSide, Map<String, List<Double>>>> rows = new LinkedHashMap<>();

    /** What was measured. */
    record Row(int jdk, TieredMetric metric, Store store, int chunkKib) {
        @Override
        public String toString() {
            return text("JDK %d, %s, %s, chunks of %d KiB", jdk, metric, store, chunkKib);
        }
    }

    void add(Row row, TieredSide side, Map<String, Double> figures) {
        Map<String, List<Double>> all = rows.computeIfAbsent(row, key -> new EnumMap<>(TieredSide.class))
                .computeIfAbsent(side, key -> new LinkedHashMap<>());
        figures.forEach((name, value) ->
                all.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
        Bench.print(row + ", " + side + ": " + figures);
    }

    /** Writes both files and prints the tables. */
    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("bench-tiered.md"), tables());
            Files.writeString(folder.resolve("bench-tiered.json"), json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Bench.print("\n" + tables());
    }

    private String tables() {
        return ratios(TieredMetric.COPY, "CPU s for " + SEGMENT_MIB + " MiB", COPY_TARGET)
                + ratios(TieredMetric.FETCH, "CPU ms for 1 MiB", FETCH_TARGET)
                + chunks()
                + rest();
    }

    private String ratios(TieredMetric metric, String unit, double target) {
        StringBuilder text = new StringBuilder(text(
                "| JDK | %s | %s: plain | encrypted | ratio | target |%n|---|---|---|---|---|---|%n", metric, unit));
        rows.forEach((row, sides) -> {
            if (row.metric() == metric && sides.containsKey(TieredSide.PLAIN)) {
                double plain = median(row, TieredSide.PLAIN, "cpu");
                double encrypted = median(row, TieredSide.ENCRYPTED, "cpu");
                // a copy inside the kernel is no work of the process that could be matched
                boolean bound = row.store() != Store.DIRECTORY;
                text.append(text(
                        "| %d | %s | %.4f | %.4f | %.2f | %s |%n",
                        row.jdk(), row.store(), plain, encrypted, encrypted / plain, bound ? "<= " + target : "-"));
            }
        });
        return text.append('\n').toString();
    }

    private String chunks() {
        StringBuilder text = new StringBuilder(text(
                "| JDK | chunk, KiB | sealing from the file, GiB per CPU s (target >= %.1f) | copy to files, CPU s | fetch of 1 MiB,"
                        + " CPU ms |%n|---|---|---|---|---|%n",
                SEAL_TARGET));
        rows.forEach((row, sides) -> {
            if (row.metric() == TieredMetric.SEAL) {
                double seconds = median(row, TieredSide.ENCRYPTED, "cpu");
                text.append(text(
                        "| %d | %d | %.2f | %.4f | %.3f |%n",
                        row.jdk(),
                        row.chunkKib(),
                        SEGMENT_MIB / MIB_PER_GIB / seconds,
                        median(files(row, TieredMetric.COPY), TieredSide.ENCRYPTED, "cpu"),
                        median(files(row, TieredMetric.FETCH), TieredSide.ENCRYPTED, "cpu")));
            }
        });
        return text.append('\n').toString();
    }

    private String rest() {
        StringBuilder text = new StringBuilder(text("| JDK | what | median | target |%n|---|---|---|---|%n"));
        rows.forEach((row, sides) -> {
            switch (row.metric()) {
                case HEAP -> {
                    line(
                            text,
                            row,
                            "heap of an upload, KiB, chunks of " + row.chunkKib() + " KiB",
                            "heap",
                            HEAP_TARGET_KIB);
                    line(text, row, "direct memory of an upload, KiB", "direct", Double.NaN);
                }
                case MEMORY -> {
                    line(text, row, "resident MiB, most in the first tenth of the segments", "mostFirst", Double.NaN);
                    line(text, row, "resident MiB, most in the rest", "mostLast", Double.NaN);
                    line(text, row, "resident MiB after a collection, first tenth", "settledFirst", Double.NaN);
                    line(text, row, "resident MiB after a collection, at the end", "settledLast", Double.NaN);
                }
                case FIRST -> {
                    line(text, row, "first segment of a JVM, CPU s", "first", Double.NaN);
                    line(text, row, "thousandth segment, CPU s", "thousandth", Double.NaN);
                }
                case COPY, FETCH, SEAL -> text.append("");
            }
        });
        return text.toString();
    }

    private void line(StringBuilder text, Row row, String what, String figure, double target) {
        text.append(text(
                "| %d | %s | %.3f | %s |%n",
                row.jdk(),
                what,
                median(row, TieredSide.ENCRYPTED, figure),
                Double.isNaN(target) ? "-" : "<= " + target));
    }

    private static Row files(Row row, TieredMetric metric) {
        return new Row(row.jdk(), metric, Store.FILES, row.chunkKib());
    }

    private double median(Row row, TieredSide side, String figure) {
        return Median.of(
                rows.getOrDefault(row, Map.of()).getOrDefault(side, Map.of()).getOrDefault(figure, List.of()));
    }

    private String json() {
        StringJoiner text = new StringJoiner(",\n ", "[", "]\n");
        rows.forEach((row, sides) -> sides.forEach((side, figures) -> figures.forEach((name, values) -> text.add(text(
                "{\"jdk\":%d,\"metric\":\"%s\",\"store\":\"%s\",\"chunkKib\":%d,\"side\":\"%s\",\"figure\":\"%s\",\"values\":%s}",
                row.jdk(), row.metric(), row.store(), row.chunkKib(), side, name, values)))));
        return text.toString();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
