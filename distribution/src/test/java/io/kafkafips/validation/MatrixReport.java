package io.kafkafips.validation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The cells with what was expected and seen; written as {@code report.json} and {@code report.md}. For one thread. */
final class MatrixReport {
    private static final String AS_EXPECTED = "as expected";
    private static final int LONGEST = 400;

    private final Map<String, Row> rows = new LinkedHashMap<>();

    private record Row(MatrixCell cell, String expected, String seen) {
        boolean passed() {
            return seen.equals(AS_EXPECTED);
        }
    }

    /** What a cell does; it throws when it does not see what it must. */
    @FunctionalInterface
    interface Check {
        void run() throws Exception;
    }

    void run(MatrixCell cell, String expected, Check check) {
        String seen = AS_EXPECTED;
        try {
            check.run();
        } catch (Exception | AssertionError e) {
            seen = String.valueOf(e).replaceAll("\\s+", " ");
        }
        rows.put(cell.id(), new Row(cell, expected, seen));
    }

    /** Adds what the logs say. */
    void add(Map<String, List<String>> complaints) {
        complaints.forEach((id, complaint) -> {
            Row row = rows.get(id);
            String seen = complaint.size() + " in the log: " + complaint.get(0);
            rows.put(
                    id,
                    row == null
                            ? new Row(new MatrixCell("?", id, "?", "?", MatrixCell.BadAt.NOWHERE), "", seen)
                            : new Row(row.cell(), row.expected(), (row.passed() ? "" : row.seen() + "; ") + seen));
        });
    }

    int cells() {
        return rows.size();
    }

    List<String> failures() {
        return rows.values().stream()
                .filter(row -> !row.passed())
                .map(row -> row.cell().id() + ": "
                        + row.seen().substring(0, Math.min(LONGEST, row.seen().length())))
                .toList();
    }

    void write(Path folder) throws IOException {
        List<Map<String, Object>> entries = new ArrayList<>();
        StringBuilder table = new StringBuilder("""
                | client | topic | compression | mode | invalid record | expected | seen |
                |---|---|---|---|---|---|---|
                """);
        for (Row row : rows.values()) {
            MatrixCell cell = row.cell();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("client", cell.client());
            entry.put("topic", cell.topic());
            entry.put("compression", cell.codec());
            entry.put("mode", cell.mode());
            entry.put("invalid", cell.badAt().name().toLowerCase(Locale.ROOT));
            entry.put("expected", row.expected());
            entry.put("seen", row.seen());
            table.append("| ")
                    .append(String.join(
                            " | ", entry.values().stream().map(String::valueOf).toList()));
            table.append(" |\n");
            entry.put("passed", row.passed());
            entries.add(entry);
        }
        Files.writeString(folder.resolve("report.md"), table);
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(folder.resolve("report.json").toFile(), entries);
    }
}
