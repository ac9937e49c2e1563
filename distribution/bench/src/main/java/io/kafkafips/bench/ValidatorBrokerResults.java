package io.kafkafips.bench;

import io.kafkafips.bench.ValidatorBrokerBench.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/** The figures of brokers with the agent and without it, by JDK, codec and topic; written as a Markdown table of medians and as JSON. */
final class ValidatorBrokerResults {
    private final Map<Row, Map<Boolean, List<Load>>> rows = new LinkedHashMap<>();

    private record Row(int jdk, String codec, String topic) {
        /** The bound of the ratio of CPU times. */
        OptionalDouble target() {
            return switch (topic) {
                case "free" -> OptionalDouble.of(1.02);
                case "trivial" -> OptionalDouble.of(1.1);
                default -> OptionalDouble.empty();
            };
        }
    }

    void add(int jdk, String codec, String topic, boolean hasAgent, Load load) {
        rows.computeIfAbsent(new Row(jdk, codec, topic), key -> new LinkedHashMap<>())
                .computeIfAbsent(hasAgent, key -> new ArrayList<>())
                .add(load);
        Bench.print(String.format(
                Locale.ROOT,
                "JDK %d, %s, topic %s, %s: %.3f us CPU of the request handlers per record, %.0f records/s",
                jdk,
                codec,
                topic,
                hasAgent ? "agent" : "no agent",
                load.handlerMicros(),
                load.recordsPerSecond()));
    }

    /** Writes both files and prints the table. */
    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("bench-validator-broker.md"), table());
            Files.writeString(folder.resolve("bench-validator-broker.json"), json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Bench.print("\n" + table());
    }

    private String table() {
        StringBuilder text = new StringBuilder("""
                | JDK | compression | topic | handler CPU, us per record: no agent | agent | ratio | ratio of the best | target | records/s: no agent | agent | ratio |
                |---|---|---|---|---|---|---|---|---|---|---|
                """);
        rows.forEach((row, sides) -> text.append(line(row, sides)).append('\n'));
        return text.toString();
    }

    private static String line(Row row, Map<Boolean, List<Load>> sides) {
        List<Load> without = sides.getOrDefault(false, List.of());
        List<Load> with = sides.getOrDefault(true, List.of());
        double cpuWithout = Median.of(without, Load::handlerMicros);
        double cpuWith = Median.of(with, Load::handlerMicros);
        double rateWithout = Median.of(without, Load::recordsPerSecond);
        double rateWith = Median.of(with, Load::recordsPerSecond);
        return String.format(
                Locale.ROOT,
                "| %d | %s | %s | %.2f | %.2f | %.2f | %.2f | %s | %.0f | %.0f | %.2f |",
                row.jdk(),
                row.codec(),
                row.topic(),
                cpuWithout,
                cpuWith,
                cpuWith / cpuWithout,
                best(with) / best(without),
                row.target().isPresent() ? "<= " + row.target().getAsDouble() : "-",
                rateWithout,
                rateWith,
                rateWith / rateWithout);
    }

    private static double best(List<Load> loads) {
        return loads.stream().mapToDouble(Load::handlerMicros).min().orElse(Double.NaN);
    }

    private String json() {
        StringJoiner text = new StringJoiner(",\n ", "[", "]\n");
        rows.forEach((row, sides) -> sides.forEach((hasAgent, loads) -> text.add(String.format(
                Locale.ROOT,
                "{\"jdk\":%d,\"compression\":\"%s\",\"topic\":\"%s\",\"agent\":%s,\"handlerMicros\":%s,\"recordsPerSecond\":%s}",
                row.jdk(),
                row.codec(),
                row.topic(),
                hasAgent,
                loads.stream().map(Load::handlerMicros).toList(),
                loads.stream().map(Load::recordsPerSecond).toList()))));
        return text.toString();
    }
}
