package io.kafkafips.cli.output;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command has to say. Immutable.
 *
 * @param summary facts about the whole, in the order in which they are printed; {@code null} values are left out
 * @param details tables that come before the main one; CSV leaves them out
 * @param main the table that matters
 * @param form how the text form prints the main table
 */
public record Report(Map<String, @Nullable Object> summary, List<Table> details, Table main, Form form) {
    /** How the text form prints the main table. */
    public enum Form {
        /** Columns. */
        TABLE,
        /** Each row as a block of lines: for cells that are long. */
        BLOCKS,
        /** Each row as a list of named facts: for rows that are long. */
        FACTS
    }

    /** A report whose main table is printed in columns, or in blocks. */
    public Report(Map<String, @Nullable Object> summary, List<Table> details, Table main, boolean blocks) {
        this(summary, details, main, blocks ? Form.BLOCKS : Form.TABLE);
    }

    public Report {
        summary = Collections.unmodifiableMap(new LinkedHashMap<>(summary));
        details = List.copyOf(details);
    }
}
