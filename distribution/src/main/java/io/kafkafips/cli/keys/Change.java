package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.Table;
import io.kafkafips.tiered.key.KeyRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done, or would be done, to a version of a topic key.
 *
 * @param outcome such as {@code rewrapped}, {@code would rewrap} or {@code failed}
 * @param id {@code null} for a version that is not made yet
 * @param root under which it is then, {@code null} under none
 * @param note why, where there is something to say
 */
record Change(
        String outcome,
        String key,
        int version,
        @Nullable String id,
        @Nullable String root,
        @Nullable String note) {
    private static final List<String> COLUMNS = List.of("outcome", "key", "version", "keyId", "root", "note");

    static Change of(String outcome, KeyRef ref, @Nullable String root, @Nullable String note) {
        return new Change(outcome, ref.key(), ref.version(), ref.id(), root, note);
    }

    static Table table(List<Change> changes) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        changes.forEach(
                each -> rows.add(Table.row(each.outcome, each.key, each.version, each.id, each.root, each.note)));
        return new Table("changes", COLUMNS, rows);
    }
}
