package io.kafkafips.cli.verify;

import io.kafkafips.cli.cluster.ClusterOptions;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.Meter;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.ProgressOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kafka-fips verify}: tries out on a live cluster what it has to serve, and what it has to refuse. */
@Command(
        name = "verify",
        description =
                "Tests a live cluster: TLS versions, suites, groups and certificates, clients without and with a wrong"
                        + " certificate, plaintext, ACLs, records, tiered storage. Sends handshakes that have to fail: the"
                        + " audit trail will show them. Creates topics kafka-fips-verify-* and deletes them. Exit code 1 when"
                        + " a test failed.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private VerifyOptions options;

    @Mixin
    private Selection selection;

    @Option(names = "--junit", paramLabel = "<file>", description = "also write the report as JUnit's XML")
    private @Nullable Path junit;

    @Mixin
    private ProgressOptions progress;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws InterruptedException {
        Set<Check> chosen = selection.checks();
        if (!cluster.isGiven()) {
            throw CommandFailure.usage("no cluster is named", "--bootstrap-server and --command-config");
        }
        List<Verdict> verdicts = new ArrayList<>();
        try (Cluster live = Cluster.connect(cluster);
                Meter meter = progress.start("tests", chosen.size())) {
            Map<Check, Trial> trials = options.trials(live, Clock.systemUTC());
            for (Check check : chosen) {
                verdicts.add(carriedOut(check, trials.getOrDefault(check, VerifyCommand::isMissing)));
                meter.accept(1);
            }
        }
        VerdictReport report = new VerdictReport(cluster.bootstrapServer(), verdicts);
        if (junit != null) {
            new JunitFile(junit).write(report);
        }
        output.print(output.isForPeople() ? report.readable() : report.complete());
        return report.count(Result.FAIL) == 0 ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static Verdict carriedOut(Check check, Trial trial) throws InterruptedException {
        long begin = System.nanoTime();
        Outcome outcome;
        try {
            outcome = trial.run();
        } catch (InterruptedException | CommandFailure e) {
            throw e;
        } catch (Exception e) {
            // whatever keeps a test from its end is no pass
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            outcome = Outcome.fail("cannot be told: " + cause);
        }
        return new Verdict(check, outcome, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static Outcome isMissing() {
        throw new IllegalStateException("a test without a trial");
    }
}
