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
 * @param blocks whether the text form prints each row of the main table as a block of lines: for cells that are long
 */
public record Report(Map<String, @Nullable Object> summary, List<Table> details, Table main, boolean blocks) {
    public Report {
        summary = Collections.unmodifiableMap(new LinkedHashMap<>(summary));
        details = List.copyOf(details);
    }
}
