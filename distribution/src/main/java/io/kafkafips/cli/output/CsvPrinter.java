package io.kafkafips.cli.output;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prints the main table of a report as RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front: names
 * of topics, groups and principals are chosen by others. Control characters show as escapes.
 */
final class CsvPrinter {
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@].*");

    private final PrintWriter out;

    CsvPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(Table table) {
        line(table.columns());
        table.rows().forEach(this::line);
    }

    private void line(List<? extends @Nullable Object> cells) {
        out.print(cells.stream().map(CsvPrinter::cell).collect(Collectors.joining(",")));
        out.print("\r\n");
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = Visible.text(
                value instanceof Collection<?> many
                        ? many.stream().map(String::valueOf).collect(Collectors.joining("; "))
                        : String.valueOf(value));
        String harmless = FORMULA.matcher(text).matches() ? "'" + text : text;
        boolean quoted = harmless.indexOf(',') >= 0 || harmless.indexOf('"') >= 0;
        return quoted ? '"' + String.join("\"\"", harmless.split("\"", -1)) + '"' : harmless;
    }
}
