package io.kafkafips.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** All figures of a run, by JDK, metric and side; written as a Markdown table of medians and as JSON with every figure. */
final class Results {
    private final Map<String, Row> rows = new TreeMap<>();

    private record Row(int jdk, Metric metric, EnumMap<Side, List<Double>> figures) {}

    void add(int jdk, Metric metric, Side side, double figure) {
        rows.computeIfAbsent(metric.name() + " on " + jdk, key -> new Row(jdk, metric, new EnumMap<>(Side.class)))
                .figures()
                .computeIfAbsent(side, key -> new ArrayList<>())
                .add(figure);
        Bench.print(
                String.format(Locale.ROOT, "JDK %d, %s, %s: %.3f %s", jdk, side, metric.name(), figure, metric.unit()));
    }

    /** Writes both files, named after the part of the run, and prints the table. */
    void write(Path folder, String part) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("bench-" + part + ".md"), table());
            Files.writeString(folder.resolve("bench-" + part + ".json"), json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Bench.print("\n" + table());
    }

    private String table() {
        StringBuilder text = new StringBuilder("""
                | what | unit | JDK | SunJSSE | stock BCJSSE | ours | ours : SunJSSE | stock : SunJSSE | target | met |
                |---|---|---|---|---|---|---|---|---|---|
                """);
        rows.values().forEach(row -> text.append(line(row)).append('\n'));
        return text.toString();
    }

    private static String line(Row row) {
        double sun = median(row, Side.SUN);
        double ours = median(row, Side.OURS);
        double judged = row.metric().absolute() ? ours : ours / sun;
        boolean bounded = row.metric().target(row.jdk()).isPresent();
        String bound = bounded
                ? (row.metric().moreIsBetter() ? ">= " : "<= ")
                        + row.metric().target(row.jdk()).getAsDouble()
                : "-";
        String met = !bounded || Double.isNaN(judged) ? "-" : row.metric().meets(row.jdk(), judged) ? "yes" : "no";
        return "| "
                + String.join(
                        " | ",
                        row.metric().name(),
                        row.metric().unit(),
                        String.valueOf(row.jdk()),
                        figure(sun),
                        figure(median(row, Side.STOCK)),
                        figure(ours),
                        figure(ours / sun),
                        figure(median(row, Side.STOCK) / sun),
                        bound,
                        met)
                + " |";
    }

    private static double median(Row row, Side side) {
        return Median.of(row.figures().getOrDefault(side, List.of()));
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
    }

    private String json() {
        StringJoiner text = new StringJoiner(",\n ", "[", "]\n");
        rows.values()
                .forEach(row -> row.figures()
                        .forEach((side, figures) -> text.add(String.format(
                                Locale.ROOT,
                                "{\"what\":\"%s\",\"unit\":\"%s\",\"jdk\":%d,\"side\":\"%s\",\"figures\":%s}",
                                row.metric().name(),
                                row.metric().unit(),
                                row.jdk(),
                                side,
                                figures))));
        return text.toString();
    }
}
