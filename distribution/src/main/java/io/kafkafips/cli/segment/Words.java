package io.kafkafips.cli.segment;

import io.kafkafips.cli.output.Table;
import io.kafkafips.tiered.tool.IncompleteUpload;
import io.kafkafips.tiered.tool.ObjectFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the commands of this package print alike. Stateless. */
final class Words {
    private Words() {}

    /** {@code OFFSET_INDEX} as {@code offset-index}. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Table findings(List<ObjectFinding> findings) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (ObjectFinding finding : findings) {
            rows.add(Table.row(of(finding.fault()), finding.file().toString(), finding.explanation()));
        }
        return new Table("findings", List.of("finding", "object", "explanation"), rows);
    }

    static Table incomplete(List<IncompleteUpload> uploads) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (IncompleteUpload upload : uploads) {
            rows.add(Table.row(
                    upload.base().toString(),
                    upload.missing().stream().sorted().map(Words::of).toList(),
                    upload.leftovers().stream().map(String::valueOf).toList()));
        }
        return new Table("incomplete", List.of("segment", "missing", "leftovers"), rows);
    }
}
