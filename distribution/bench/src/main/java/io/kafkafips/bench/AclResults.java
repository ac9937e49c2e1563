package io.kafkafips.bench;

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

/** All figures of a run of {@link AuthorizerBench}; written as two Markdown tables of medians. */
final class AclResults {
    private static final double MOST_NANOS = 300;
    private static final double MOST_BYTES = 250;
    private static final double LEAST_RATIO = 20;

    private final Map<Cell, Map<AclSide, List<Figures>>> decisions = new LinkedHashMap<>();
    private final Map<String, Map<AclSide, List<Figures>>> others = new LinkedHashMap<>();

    /** What a decision was measured for. */
    record Cell(String shape, int acls, int principals, int threads) {}

    private record Figures(double first, double second) {}

    void decision(Cell cell, AclSide side, double cpuNanos, double bytes) {
        add(decisions, cell, side, new Figures(cpuNanos, bytes));
        Bench.print(String.format(Locale.ROOT, "%s, %s: %.0f ns, %.0f B", side, cell, cpuNanos, bytes));
    }

    void other(String what, String unit, AclSide side, double figure) {
        add(others, what + " | " + unit, side, new Figures(figure, 0));
        Bench.print(String.format(Locale.ROOT, "%s, %s: %.3f %s", side, what, figure, unit));
    }

    private static <K> void add(Map<K, Map<AclSide, List<Figures>>> rows, K row, AclSide side, Figures figures) {
        rows.computeIfAbsent(row, key -> new EnumMap<>(AclSide.class))
                .computeIfAbsent(side, key -> new ArrayList<>())
                .add(figures);
    }

    void write(Path folder, String part) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("bench-" + part + ".md"), tables());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Bench.print("\n" + tables());
    }

    private String tables() {
        StringBuilder text = new StringBuilder("""
                | ACLs | shape | principals | threads | stock, us | stock, B | ours, us | ours, B | times faster | met |
                |---|---|---|---|---|---|---|---|---|---|
                """);
        decisions.forEach((cell, sides) -> text.append(line(cell, sides)));
        text.append("""

                | what | unit | stock | ours | ours : stock |
                |---|---|---|---|---|
                """);
        others.forEach((what, sides) -> {
            double stock = median(sides, AclSide.STOCK, true);
            double ours = median(sides, AclSide.OURS, true);
            text.append(format("| %s | %s | %s | %s |%n", what, number(stock), number(ours), number(ours / stock)));
        });
        return text.toString();
    }

    private static String line(Cell cell, Map<AclSide, List<Figures>> sides) {
        double stock = median(sides, AclSide.STOCK, true);
        double ours = median(sides, AclSide.OURS, true);
        double bytes = median(sides, AclSide.OURS, false);
        boolean met = ours <= MOST_NANOS && bytes <= MOST_BYTES && stock / ours >= LEAST_RATIO;
        return format(
                "| %d | %s | %d | %d | %s | %.0f | %.3f | %.0f | %.0f | %s |%n",
                cell.acls(),
                cell.shape(),
                cell.principals(),
                cell.threads(),
                number(stock / 1e3),
                median(sides, AclSide.STOCK, false),
                ours / 1e3,
                bytes,
                stock / ours,
                met ? "yes" : "no");
    }

    private static double median(Map<AclSide, List<Figures>> sides, AclSide side, boolean first) {
        return Median.of(sides.getOrDefault(side, List.of()), first ? Figures::first : Figures::second);
    }

    private static String number(double value) {
        return format(value >= 100 ? "%.0f" : "%.2f", value);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
