package io.kafkafips.cli.verify;

import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report on the tests that were carried out. Immutable. */
record VerdictReport(String cluster, List<Verdict> verdicts) {
    VerdictReport {
        verdicts = List.copyOf(verdicts);
    }

    /** For programs: every test with all that is to say about it. */
    Report complete() {
        List<List<@Nullable Object>> rows = verdicts.stream()
                .map(verdict -> Table.row(
                        verdict.check().id(),
                        word(verdict.outcome().result()),
                        verdict.check().shows(),
                        verdict.outcome().evidence(),
                        verdict.is(Result.FAIL) ? verdict.check().remedy() : null,
                        verdict.check().control()))
                .toList();
        List<String> columns = List.of("test", "result", "shows", "evidence", "remedy", "control");
        return new Report(summary(), List.of(), new Table("tests", columns, rows), false);
    }

    /** For people: what is good and what was left out in short, and what failed at length, at the end. */
    Report readable() {
        return new Report(
                summary(),
                List.of(brief("passed", Result.PASS), brief("skipped", Result.SKIPPED)),
                new Table(
                        "failed",
                        List.of("result", "test", "details"),
                        verdicts.stream()
                                .filter(verdict -> verdict.is(Result.FAIL))
                                .map(VerdictReport::failure)
                                .toList()),
                true);
    }

    private Table brief(String name, Result result) {
        List<List<@Nullable Object>> rows = verdicts.stream()
                .filter(verdict -> verdict.is(result))
                .map(verdict -> Table.row(
                        verdict.check().id(), shortened(verdict.outcome().evidence())))
                .toList();
        return new Table(name, List.of("test", "evidence"), rows);
    }

    private static String shortened(List<String> evidence) {
        return evidence.size() == 1 ? evidence.get(0) : evidence.get(0) + " (and " + (evidence.size() - 1) + " more)";
    }

    private static List<@Nullable Object> failure(Verdict verdict) {
        return Table.row(
                "FAIL",
                verdict.check().id(),
                "expected: " + verdict.check().shows(),
                verdict.outcome().evidence().stream()
                        .map(line -> "seen: " + line)
                        .toList(),
                "remedy: " + verdict.check().remedy(),
                "control: " + verdict.check().control());
    }

    private Map<String, @Nullable Object> summary() {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("cluster", cluster);
        for (Result result : Result.values()) {
            summary.put(
                    switch (result) {
                        case PASS -> "passed";
                        case FAIL -> "failed";
                        case SKIPPED -> "skipped";
                    },
                    count(result));
        }
        return summary;
    }

    long count(Result result) {
        return verdicts.stream().filter(verdict -> verdict.is(result)).count();
    }

    private static String word(Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }
}
