package io.kafkafips.cli.output;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints a report for people: facts first, then aligned tables or blocks of lines. Control characters show as escapes. */
final class TextPrinter {
    private static final String INDENT = "  ";

    private final PrintWriter out;

    TextPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(Report report) {
        facts(report.summary());
        report.details().forEach(this::table);
        switch (report.form()) {
            case TABLE -> table(report.main());
            case BLOCKS -> blocks(report.main());
            case FACTS -> factsOfRows(report.main(), report.summary().isEmpty());
        }
    }

    private void facts(Map<String, @Nullable Object> facts) {
        int widest = facts.entrySet().stream()
                .filter(fact -> fact.getValue() != null)
                .mapToInt(fact -> words(fact.getKey()).length())
                .max()
                .orElse(0);
        facts.forEach((key, value) -> {
            if (value != null) {
                out.println(padded(words(key) + ":", widest + 1) + " " + text(value));
            }
        });
    }

    private void factsOfRows(Table table, boolean first) {
        boolean separated = !first;
        for (List<@Nullable Object> row : table.rows()) {
            Map<String, @Nullable Object> facts = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                facts.put(table.columns().get(i), row.get(i));
            }
            if (separated) {
                out.println();
            }
            separated = true;
            facts(facts);
        }
    }

    private void table(Table table) {
        if (table.rows().isEmpty()) {
            return;
        }
        out.println();
        out.println(words(table.name()) + ":");
        List<String> heads = table.columns().stream().map(TextPrinter::words).toList();
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            int widest = table.rows().stream()
                    .mapToInt(row -> text(row.get(column)).length())
                    .max()
                    .orElse(0);
            widths[i] = widest == 0 ? 0 : Math.max(widest, heads.get(i).length());
        }
        line(heads, widths);
        table.rows().forEach(row -> line(row, widths));
    }

    /** A column without any text is left out. */
    private void line(List<? extends @Nullable Object> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                line.append(INDENT).append(padded(text(cells.get(i)), widths[i]));
            }
        }
        out.println(line.toString().stripTrailing());
    }

    /** The first two cells on the first line, the others on lines of their own. */
    private void blocks(Table table) {
        for (List<@Nullable Object> row : table.rows()) {
            out.println();
            out.println(text(row.get(0)) + INDENT + text(row.get(1)));
            for (int i = 2; i < row.size(); i++) {
                Object cell = row.get(i);
                if (cell instanceof Collection<?> lines) {
                    lines.forEach(line -> out.println(INDENT + INDENT + text(line)));
                } else if (cell != null) {
                    out.println(INDENT + INDENT + text(cell));
                }
            }
        }
    }

    /** {@code coveredBy} as {@code covered by}. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String text(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        return cell instanceof Collection<?> many
                ? many.stream().map(TextPrinter::text).collect(Collectors.joining(", "))
                : Visible.text(String.valueOf(cell));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
