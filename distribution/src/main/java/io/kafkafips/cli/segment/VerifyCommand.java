package io.kafkafips.cli.segment;

import io.kafkafips.cli.keys.KeyOptions;
import io.kafkafips.cli.keys.OpenKeys;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.Meter;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.ProgressOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.Table;
import io.kafkafips.tiered.format.SegmentIdentity;
import io.kafkafips.tiered.tool.StoreVerifier;
import io.kafkafips.tiered.tool.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kafka-fips segment verify}: whether objects are bit by bit what was stored for their place. */
@Command(
        name = "verify",
        description = "Authenticates every chunk of every object with the keys, and says what is altered, cut, moved or"
                + " replaced. Which segment an object belongs to comes from its path in a store of the directory backend, else"
                + " from options. Exit code 0 only when all is good.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions stores;

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
        List<Path> roots = stores.roots();
        SegmentIdentity known = identity.identity();
        Verification verification = verify(roots, known);
        output.print(report(verification));
        return verification.allGood() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private Verification verify(List<Path> roots, @Nullable SegmentIdentity known) {
        int threads = stores.threads();
        try (OpenKeys opened = keys.open();
                Meter meter = progress.start(
                        "bytes", progress.isShown() ? StoreSize.of(roots).bytes() : 0)) {
            return new StoreVerifier(opened, threads, meter).verify(roots, known);
        } catch (IOException e) {
            throw StoreOptions.unreadable(e);
        }
    }

    private static Report report(Verification verification) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("allGood", verification.allGood());
        summary.put("segments", verification.segments());
        summary.put("objects", verification.objects());
        summary.put("good", verification.good());
        summary.put("bytes", verification.bytes());
        summary.put("plaintextBytes", verification.plaintextBytes());
        summary.put("vanished", verification.vanished());
        summary.put("otherFiles", verification.otherFiles());
        summary.put("found", verification.findings().size() + verification.moreFindings());
        summary.put(
                "incompleteSegments",
                verification.incomplete().isEmpty()
                        ? null
                        : verification.incomplete().size());
        Table findings = Words.findings(verification.findings());
        return new Report(summary, List.of(Words.incomplete(verification.incomplete())), findings, false);
    }
}
