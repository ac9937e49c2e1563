package io.kafkafips.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.validation.MatrixCell.BadAt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The cells of kcat, that is librdkafka: a process for each, which sends a batch and, half a second later, one more record. It tells of
 * every record that failed, and sends each partition in a request of its own.
 */
final class KcatCells {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final String FAILED = "Delivery failed for message: Broker: Broker failed to validate record";
    private static final int AT_ONCE = 4;

    private final String bootstrapServers;
    private final String topic;
    private final Path folder;
    private final LogBook book;
    private final MatrixReport report;

    KcatCells(String bootstrapServers, String topic, Path folder, LogBook book, MatrixReport report) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.folder = folder;
        this.book = book;
        this.report = report;
    }

    private enum Mode {
        ACKS_0("0", false),
        ACKS_1("1", false),
        ACKS_ALL("all", false),
        IDEMPOTENT("all", true);

        private final String acks;
        private final boolean idempotent;

        Mode(String acks, boolean idempotent) {
            this.acks = acks;
            this.idempotent = idempotent;
        }
    }

    void run() throws Exception {
        Map<MatrixCell, Mode> cells = new LinkedHashMap<>();
        for (String codec : MatrixCell.CODECS) {
            for (Mode mode : Mode.values()) {
                for (BadAt badAt : BadAt.values()) {
                    cells.put(new MatrixCell("kcat", topic, codec, mode.name(), badAt), mode);
                }
            }
        }
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Map<MatrixCell, Future<CommandResult>> results = new LinkedHashMap<>();
            cells.forEach((cell, mode) -> results.put(cell, pool.submit(() -> send(cell, mode))));
            cells.forEach((cell, mode) -> report.run(
                    cell,
                    cell.badAt() == BadAt.NOWHERE
                            ? "appended"
                            : mode == Mode.ACKS_0
                                    ? "nothing of the batch in the log"
                                    : "INVALID_RECORD for each record of the batch, nothing of it in the log, next record good",
                    () -> check(cell, mode, results.get(cell).get())));
        } finally {
            pool.shutdownNow();
        }
    }

    private CommandResult send(MatrixCell cell, Mode mode) {
        List<String> batch =
                IntStream.range(0, cell.badAt().records()).mapToObj(cell::value).toList();
        String name = cell.id().replace('/', '-');
        Path first = write(name + ".batch", batch);
        Path next = write(name + ".next", List.of(cell.good("next")));
        List<String> kcat =
                new ArrayList<>(List.of("kcat", "-P", "-b", bootstrapServers, "-t", cell.topic(), "-p", "0"));
        kcat.addAll(List.of("-z", cell.codec(), "-X", "acks=" + mode.acks, "-X", "linger.ms=2000"));
        kcat.addAll(List.of("-X", "enable.idempotence=" + mode.idempotent, "-X", "retries=3"));
        kcat.addAll(List.of("-X", "batch.num.messages=" + batch.size()));
        return Command.run(
                List.of(
                        "sh",
                        "-c",
                        "(cat " + first + "; sleep 0.5; cat " + next + ") | exec " + String.join(" ", kcat) + " 2>&1"),
                TIMEOUT);
    }

    private Path write(String name, List<String> lines) {
        try {
            return Files.write(folder.resolve(name), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(MatrixCell cell, Mode mode, CommandResult result) {
        boolean good = cell.badAt() == BadAt.NOWHERE;
        if (good) {
            IntStream.range(0, cell.badAt().records()).forEach(i -> book.must(cell.topic(), cell.good(i)));
        }
        if (good || mode != Mode.ACKS_0) {
            book.must(cell.topic(), cell.good("next"));
        } else {
            // after the connection is closed, librdkafka may have lost it already
            book.may(cell.topic(), cell.good("next"));
        }
        long failures =
                result.output().lines().filter(line -> line.contains(FAILED)).count();
        assertThat(failures)
                .as(result.output())
                .isEqualTo(good || mode == Mode.ACKS_0 ? 0 : cell.badAt().records());
    }
}
