package io.kafkafips.cli.segment;

import io.kafkafips.cli.output.Table;
import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.ContainerLayout;
import io.kafkafips.tiered.format.SegmentIdentity;
import io.kafkafips.tiered.tool.InspectedObject;
import io.kafkafips.tiered.tool.ObjectFinding;
import io.kafkafips.tiered.tool.StoredObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects with what their headers and their paths say, in a table. Stateless. */
final class ObjectTable {
    private static final List<String> COLUMNS = List.of(
            "object",
            "kind",
            "topicId",
            "partition",
            "segmentId",
            "objectId",
            "plaintextBytes",
            "chunkBytes",
            "frames",
            "expectedBytes",
            "bytes",
            "wrap",
            "key",
            "version",
            "keyId",
            "problem");

    private ObjectTable() {}

    static Table of(List<InspectedObject> objects) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        objects.forEach(each -> rows.add(row(each)));
        return new Table("objects", COLUMNS, rows);
    }

    private static List<@Nullable Object> row(InspectedObject inspected) {
        List<@Nullable Object> cells = new ArrayList<>();
        StoredObject object = inspected.object();
        ContainerHeader header = inspected.header();
        cells.add(object.file().toString());
        cells.add(header == null ? null : Words.of(header.type()));
        addIdentity(cells, object.identity());
        if (header == null) {
            cells.addAll(Table.row(null, null, null, null, null, object.bytes(), null, null, null, null));
        } else {
            addHeader(cells, header, object.bytes());
        }
        ObjectFinding finding = inspected.finding();
        cells.add(finding == null ? null : Words.of(finding.fault()) + ": " + finding.explanation());
        return cells;
    }

    private static void addIdentity(List<@Nullable Object> cells, @Nullable SegmentIdentity identity) {
        if (identity == null) {
            cells.addAll(Table.row(null, null, null));
        } else {
            cells.addAll(Table.row(
                    identity.topicId().toString(),
                    identity.partition(),
                    identity.segmentId().toString()));
        }
    }

    private static void addHeader(List<@Nullable Object> cells, ContainerHeader header, long bytes) {
        ContainerLayout layout = header.layout();
        cells.addAll(Table.row(
                header.objectId().toString(),
                header.plaintextBytes(),
                layout.chunkBytes(),
                layout.chunkCount(),
                layout.containerBytes(),
                bytes,
                Words.of(header.wrappedKey().algorithm())));
        cells.addAll(KeyColumns.of(header.wrappedKey().keyRef()).cells());
    }
}
