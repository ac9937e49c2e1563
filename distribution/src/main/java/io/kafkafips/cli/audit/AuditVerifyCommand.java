package io.kafkafips.cli.audit;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.Table;
import io.kafkafips.commons.audit.verify.AuditVerifier;
import io.kafkafips.commons.audit.verify.Finding;
import io.kafkafips.commons.audit.verify.TrailReport;
import io.kafkafips.commons.audit.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kafka-fips audit-verify}: whether the audit trails of a folder are as their writers left them. */
@Command(
        name = "audit-verify",
        description =
                "Verifies the audit trails of a folder: finds lines that were removed, changed, reordered, repeated, cut"
                        + " off or brought in from elsewhere. Exit code 1 with findings.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class AuditVerifyCommand implements Callable<Integer> {
    private static final List<String> TRAIL_COLUMNS = List.of(
            "source",
            "firstFile",
            "lastFile",
            "lines",
            "events",
            "lost",
            "crashes",
            "ending",
            "firstTime",
            "lastTime",
            "lastLine");
    private static final String CHAIN_ALONE =
            "no --key-file: the chain alone was checked, which whoever can write the folder can compute anew";

    @Parameters(paramLabel = "<folder>", description = "audit.directory of a node, or a copy of it")
    private Path folder;

    @Option(
            names = "--key-file",
            paramLabel = "<k0>",
            description = "the initial key of audit.hmac.key.file, to check every line's MAC too")
    private @Nullable Path keyFile;

    @Option(
            names = "--first-file",
            paramLabel = "<number>",
            defaultValue = "1",
            description = "files with lower numbers were taken away on purpose")
    private int firstFile;

    @Option(
            names = "--expect",
            paramLabel = "<line>",
            converter = ExpectedLine.Converter.class,
            description = "a line that has to be there, as <source>:<sequence>:<sha256>, such as a checkpoint that the"
                    + " monitoring read; may be given several times")
    private List<ExpectedLine> expected = new ArrayList<>();

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        Verification verification = verify();
        output.print(new Report(
                summary(verification), List.of(trails(verification.trails())), findings(verification), false));
        return verification.intact() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private Verification verify() {
        if (!Files.isDirectory(folder)) {
            throw CommandFailure.usage(folder + " is no folder", "audit-verify <audit.directory of a node>");
        }
        AuditVerifier verifier = AuditVerifier.of(folder).startingAt(firstFile);
        for (ExpectedLine line : expected) {
            verifier = verifier.expecting(line.source(), line.sequence(), line.sha256());
        }
        if (keyFile != null) {
            verifier = verifier.withKey(InitialKey.read(keyFile));
        }
        try {
            return verifier.verify();
        } catch (IOException e) {
            throw CommandFailure.usage(folder + " cannot be read", "a copy of the folder that you can read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The FIPS module does not do what it did at the start", e);
        }
    }

    private Map<String, @Nullable Object> summary(Verification verification) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("folder", folder.toString());
        summary.put("intact", verification.intact());
        summary.put("assumed", keyFile == null ? CHAIN_ALONE : null);
        summary.put("found", verification.findings().size() + verification.moreFindings());
        return summary;
    }

    private static Table trails(List<TrailReport> trails) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (TrailReport trail : trails) {
            rows.add(Table.row(
                    trail.source(),
                    trail.firstFile(),
                    trail.lastFile(),
                    trail.lines(),
                    trail.events(),
                    trail.lost(),
                    trail.crashes(),
                    trail.ending().name().toLowerCase(Locale.ROOT),
                    trail.firstTime(),
                    trail.lastTime(),
                    trail.source() + ":" + trail.lastSequence() + ":" + trail.lastSha256()));
        }
        return new Table("trails", TRAIL_COLUMNS, rows);
    }

    private static Table findings(Verification verification) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Finding finding : verification.findings()) {
            rows.add(Table.row(
                    finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    finding.file(),
                    finding.line(),
                    finding.message()));
        }
        return new Table("findings", List.of("finding", "file", "line", "explanation"), rows);
    }
}
