package io.kafkafips.cli.segment;

import io.kafkafips.cli.keys.KeyOptions;
import io.kafkafips.cli.keys.OpenKeys;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.Meter;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.ProgressOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.Table;
import io.kafkafips.tiered.tool.ObjectDecryptor;
import io.kafkafips.tiered.tool.RefusedObjectException;
import io.kafkafips.tiered.tool.SegmentExport;
import io.kafkafips.tiered.tool.SegmentExport.ExportedFile;
import io.kafkafips.tiered.tool.StoreWalk;
import io.kafkafips.tiered.tool.StoredObject;
import io.kafkafips.tiered.tool.StoredSegment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kafka-fips segment decrypt}: the plaintext of an object, or of a whole segment. */
@Command(
        name = "decrypt",
        description =
                "Decrypts a stored object, or a whole segment under the names that Kafka's own tools know. Nothing"
                        + " appears unless all of it is authentic.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DecryptCommand implements Callable<Integer> {
    private static final String STDOUT = "-";

    @Parameters(paramLabel = "<object>", description = "a stored object; with --segment, any of its segment")
    private Path object;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "<file>",
            description = "where the plaintext goes, readable for its owner alone; - for standard output, which takes a"
                    + " second reading; with --segment, a folder")
    private String target;

    @Option(
            names = "--segment",
            description =
                    "all objects of the segment, named as in a broker's log directory; in a store of the directory"
                            + " backend")
    private boolean segment;

    @Option(
            names = "--base-offset",
            paramLabel = "<offset>",
            description =
                    "with --segment: the segment's base offset, by which its files are named; default: the offset of"
                            + " the log's first batch")
    private @Nullable Long baseOffset;

    @Option(names = "--force", description = "replace files that are there")
    private boolean force;

    @Mixin
    private IdentityOptions identity;

    @Mixin
    private KeyOptions keys;

    @Mixin
    private ProgressOptions progress;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        if (!Files.isRegularFile(object)) {
            throw CommandFailure.usage(object + " is no file", "decrypt <a stored object>");
        }
        if (segment && target.equals(STDOUT)) {
            throw CommandFailure.usage("--segment writes several files", "--to <folder>");
        }
        if (baseOffset != null && (!segment || baseOffset < 0)) {
            throw CommandFailure.usage("--base-offset is " + baseOffset, "--segment --base-offset <0 or more>");
        }
        try (OpenKeys opened = keys.open()) {
            return decrypt(opened);
        } catch (RefusedObjectException e) {
            throw CommandFailure.finding(
                    object + " is not decrypted: " + Words.of(e.fault()) + ": " + e.getMessage(),
                    "kafka-fips segment verify says it of every object of a store");
        } catch (FileAlreadyExistsException e) {
            throw CommandFailure.usage(e.getMessage() + " is there already", "another --to, or --force");
        } catch (IOException e) {
            throw CommandFailure.usage(
                    object + " cannot be decrypted to " + target, "a place with room where you may write", e);
        }
    }

    private int decrypt(OpenKeys opened) throws IOException, RefusedObjectException {
        if (segment) {
            print(export(opened, Path.of(target)));
            return ExitCode.OK;
        }
        StoredObject stored = stored();
        if (target.equals(STDOUT)) {
            try (FileOutputStream stdout = new FileOutputStream(FileDescriptor.out)) {
                new ObjectDecryptor(opened, done -> {}).toStream(stored, stdout);
            }
            return ExitCode.OK;
        }
        Path file = Path.of(target);
        try (Meter meter = progress.start("bytes", stored.bytes())) {
            long bytes = new ObjectDecryptor(opened, meter).toFile(stored, file, force);
            print(List.of(new ExportedFile(stored.header().type(), file, bytes)));
        }
        return ExitCode.OK;
    }

    private List<ExportedFile> export(OpenKeys opened, Path folder) throws IOException, RefusedObjectException {
        StoredSegment whole = StoredSegment.around(object)
                .orElseThrow(() -> CommandFailure.usage(
                        object + " does not lie where the directory backend puts objects",
                        "without --segment: each object by itself"));
        if (!Files.isDirectory(folder)) {
            throw CommandFailure.usage("--to " + folder + " is no folder", "--segment --to <folder that exists>");
        }
        long total = whole.objects().stream().mapToLong(StoredObject::bytes).sum();
        try (Meter meter = progress.start("bytes", total)) {
            return new SegmentExport(new ObjectDecryptor(opened, meter)).export(whole, folder, baseOffset, force);
        }
    }

    private StoredObject stored() throws IOException {
        List<StoredObject> found = new ArrayList<>();
        new StoreWalk(each -> found.addAll(each.objects())).walk(object);
        return identity.identity() == null ? found.get(0) : found.get(0).of(identity.identity());
    }

    private void print(List<ExportedFile> files) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        files.forEach(
                file -> rows.add(Table.row(Words.of(file.type()), file.file().toString(), file.bytes())));
        output.print(
                new Report(Map.of(), List.of(), new Table("files", List.of("kind", "file", "bytes"), rows), false));
    }
}
