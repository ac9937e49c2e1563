package io.kafkafips.cli.doctor;

import io.kafkafips.cli.doctor.finding.Finding;
import io.kafkafips.cli.output.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings as rows, the heaviest first. */
final class FindingTable {
    private static final List<String> COLUMNS =
            List.of("severity", "id", "title", "subject", "evidence", "remedy", "control");

    private final boolean all;

    /** @param all whether to list what is well and what was not examined */
    FindingTable(boolean all) {
        this.all = all;
    }

    Table of(Examination examination) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        examination.findings().stream()
                .filter(finding -> !finding.passed())
                .sorted(Comparator.comparing((Finding finding) -> finding.rule().severity()))
                .forEach(finding -> rows.add(row(finding)));
        if (all) {
            examination.findings().stream().filter(Finding::passed).forEach(finding -> rows.add(row(finding)));
            examination
                    .notExamined()
                    .forEach(missing -> rows.add(Table.row(
                            "not-examined",
                            missing.rule().id(),
                            null,
                            null,
                            "needs " + missing.needs(),
                            null,
                            missing.rule().controls())));
        }
        return new Table("findings", COLUMNS, rows);
    }

    private static List<@Nullable Object> row(Finding finding) {
        return Table.row(
                finding.passed() ? "ok" : finding.rule().severity().label(),
                finding.rule().id(),
                finding.passed() ? null : finding.rule().title(),
                finding.subject(),
                finding.evidence(),
                finding.passed() ? null : finding.remedy(),
                finding.rule().controls());
    }
}
