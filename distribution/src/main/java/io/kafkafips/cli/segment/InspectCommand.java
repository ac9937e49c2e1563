package io.kafkafips.cli.segment;

import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.Meter;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.ProgressOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.Report.Form;
import io.kafkafips.cli.output.Table;
import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.tool.InspectedObject;
import io.kafkafips.tiered.tool.Inspection;
import io.kafkafips.tiered.tool.ObjectFinding;
import io.kafkafips.tiered.tool.StoreInspector;
import io.kafkafips.tiered.tool.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kafka-fips segment inspect}: what headers say, without a key. */
@Command(
        name = "inspect",
        description = "Shows what the headers of stored objects say, and of a store the totals by partition and by key:"
                + " what still hangs on a key. Needs no key, and authenticates nothing: that is verify. Exit code 1 when an object is"
                + " none.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class InspectCommand implements Callable<Integer> {
    private static final List<String> USAGE = List.of("segments", "objects", "bytes", "plaintextBytes");

    @Mixin
    private StoreOptions stores;

    @Option(names = "--objects", description = "list every object; files that are named one by one always are")
    private boolean objects;

    @Option(
            names = "--key",
            paramLabel = "<name[/version]>",
            description = "list the objects whose data key is wrapped under that key, or that version of it")
    private @Nullable String key;

    @Mixin
    private ProgressOptions progress;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        List<Path> roots = stores.roots();
        boolean filesAlone = roots.stream().noneMatch(Files::isDirectory);
        boolean listing = objects || key != null || filesAlone;
        List<InspectedObject> listed = new ArrayList<>();
        List<ObjectFinding> findings = new ArrayList<>();
        Inspection inspection = inspect(roots, listing, listed, findings);
        listed.sort(Comparator.comparing(each -> each.object().file()));
        findings.sort(Comparator.comparing(ObjectFinding::file));
        output.print(report(inspection, listing ? ObjectTable.of(listed) : null, findings, filesAlone));
        return findings.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private Inspection inspect(
            List<Path> roots, boolean listing, List<InspectedObject> listed, List<ObjectFinding> findings) {
        try {
            long total = progress.isShown() ? StoreSize.of(roots).objects() : 0;
            try (Meter meter = progress.start("objects", total)) {
                return new StoreInspector(stores.threads(), each -> {
                            meter.accept(1);
                            if (listing && isWanted(each.header())) {
                                listed.add(each);
                            }
                            if (each.finding() != null) {
                                findings.add(each.finding());
                            }
                        })
                        .inspect(roots);
            }
        } catch (IOException e) {
            throw StoreOptions.unreadable(e);
        }
    }

    private boolean isWanted(@Nullable ContainerHeader header) {
        if (key == null) {
            return true;
        }
        String keyRef = header == null ? "" : header.wrappedKey().keyRef();
        return keyRef.equals(key) || keyRef.startsWith(key + "/");
    }

    private static Report report(
            Inspection inspection, @Nullable Table objects, List<ObjectFinding> findings, boolean filesAlone) {
        if (objects != null && filesAlone) {
            return new Report(Map.of(), List.of(), objects, Form.FACTS);
        }
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("segments", inspection.total().segments());
        summary.put("objects", inspection.total().objects());
        summary.put("bytes", inspection.total().bytes());
        summary.put("plaintextBytes", inspection.total().plaintextBytes());
        summary.put("unreadable", inspection.unreadable());
        summary.put("otherFiles", inspection.otherFiles());
        summary.put("found", findings.size());
        List<Table> details = new ArrayList<>();
        details.add(partitions(inspection));
        details.add(Words.incomplete(inspection.incomplete()));
        details.add(Words.findings(findings));
        if (objects == null) {
            return new Report(summary, details, keys(inspection), Form.TABLE);
        }
        details.add(keys(inspection));
        return new Report(summary, details, objects, Form.FACTS);
    }

    private static Table partitions(Inspection inspection) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        inspection
                .partitions()
                .forEach((partition, usage) ->
                        rows.add(row(Table.row(partition.topicId().toString(), partition.partition()), usage)));
        return new Table("partitions", columns("topicId", "partition"), rows);
    }

    private static Table keys(Inspection inspection) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        inspection.keys().forEach((used, usage) -> {
            KeyColumns name = KeyColumns.of(used.keyRef());
            List<@Nullable Object> cells = new ArrayList<>(name.cells());
            cells.add(Words.of(used.algorithm()));
            rows.add(row(cells, usage));
        });
        return new Table("keys", columns("key", "version", "keyId", "wrap"), rows);
    }

    private static List<String> columns(String... names) {
        List<String> columns = new ArrayList<>(List.of(names));
        columns.addAll(USAGE);
        return columns;
    }

    private static List<@Nullable Object> row(List<@Nullable Object> names, Usage usage) {
        List<@Nullable Object> row = new ArrayList<>(names);
        row.add(usage.segments());
        row.add(usage.objects());
        row.add(usage.bytes());
        row.add(usage.plaintextBytes());
        return row;
    }
}
