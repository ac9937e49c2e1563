package io.kafkafips.cli.segment;

import io.kafkafips.cli.output.Table;
import io.kafkafips.tiered.key.KeyRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of a wrapping key in a header, in columns.
 *
 * @param version {@code null} where the name has none
 * @param id {@code null} where the name has none
 */
record KeyColumns(
        String key, @Nullable Integer version, @Nullable String id) {
    static KeyColumns of(String keyRef) {
        return KeyRef.parse(keyRef)
                .map(ref -> new KeyColumns(ref.key(), ref.version(), ref.id()))
                .orElse(new KeyColumns(keyRef, null, null));
    }

    List<@Nullable Object> cells() {
        return Table.row(key, version, id);
    }
}
