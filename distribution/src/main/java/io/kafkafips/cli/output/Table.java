package io.kafkafips.cli.output;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows under named columns. Immutable.
 *
 * @param name of the rows, such as {@code findings}: a member of the JSON object
 * @param columns names of the columns: members of the JSON objects, and the header of CSV
 * @param rows cells in the order of the columns: strings, numbers, booleans, lists of strings, or {@code null} for none
 */
public record Table(String name, List<String> columns, List<List<@Nullable Object>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A row; a cell may be {@code null}, which {@code List.of} would refuse. */
    public static List<@Nullable Object> row(@Nullable Object... cells) {
        List<@Nullable Object> row = new ArrayList<>(cells.length);
        Collections.addAll(row, cells);
        return Collections.unmodifiableList(row);
    }
}
