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

/** All figures of a run of {@link ValidatorBench}; written as a Markdown table of medians, by record. */
final class ValidatorResults {
    private final Map<String, Map<ValidatorSide, List<Figures>>> byCodec = new LinkedHashMap<>();

    private record Figures(double cpuNanos, double bytes) {}

    void add(String codec, ValidatorSide side, double cpuNanos, double bytes) {
        byCodec.computeIfAbsent(codec, key -> new EnumMap<>(ValidatorSide.class))
                .computeIfAbsent(side, key -> new ArrayList<>())
                .add(new Figures(cpuNanos, bytes));
        Bench.print(format("%s, %s: %.0f ns, %.0f B", side, codec, cpuNanos, bytes));
    }

    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("bench-validator.md"), table());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Bench.print("\n" + table());
    }

    private String table() {
        StringBuilder text = new StringBuilder("""
                | codec | stock, ns | stock, B | no policy : stock | trivial : stock | json, ns on top | json, B on top |
                |---|---|---|---|---|---|---|
                """);
        byCodec.forEach((codec, sides) -> {
            Figures stock = median(sides, ValidatorSide.STOCK);
            Figures json = median(sides, ValidatorSide.JSON);
            text.append(format(
                    "| %s | %.0f | %.0f | %.2f | %.2f | %.0f | %.0f |%n",
                    codec,
                    stock.cpuNanos(),
                    stock.bytes(),
                    median(sides, ValidatorSide.NO_POLICY).cpuNanos() / stock.cpuNanos(),
                    median(sides, ValidatorSide.TRIVIAL).cpuNanos() / stock.cpuNanos(),
                    json.cpuNanos() - stock.cpuNanos(),
                    json.bytes() - stock.bytes()));
        });
        return text.toString();
    }

    private static Figures median(Map<ValidatorSide, List<Figures>> sides, ValidatorSide side) {
        List<Figures> all = sides.getOrDefault(side, List.of());
        return new Figures(
                Median.of(all, Figures::cpuNanos),
                Median.of(all, Figures::bytes));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
