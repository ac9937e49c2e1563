package io.kafkafips.cli.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The test of what brokers wrote at their start: Kafka's protocol has no place for it. */
final class AttestationTrials {
    private static final String LINE = "FIPS attestation: uses module ";
    private static final String MODE = "in approved-only mode";

    private final List<Path> logs;

    AttestationTrials(List<Path> logs) {
        this.logs = List.copyOf(logs);
    }

    Map<Check, Trial> trials() {
        return Map.of(Check.ATTESTATION, this::attestation);
    }

    private Outcome attestation() throws IOException {
        if (logs.isEmpty()) {
            return Outcome.skipped("--broker-log <file> is not given");
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Path log : logs) {
            // a log may hold the bytes of anything
            try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                String last = lines.filter(line -> line.contains(LINE) && line.contains(MODE))
                        .reduce("", (one, other) -> other);
                outcomes.add(
                        last.isEmpty()
                                ? Outcome.fail(log + ": no line with \"" + LINE + "\"")
                                : Outcome.pass(log + ": " + last.substring(last.indexOf(LINE))));
            }
        }
        return Outcome.all(outcomes);
    }
}
