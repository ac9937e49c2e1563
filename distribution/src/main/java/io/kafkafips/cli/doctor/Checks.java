package io.kafkafips.cli.doctor;

import io.kafkafips.cli.doctor.access.AccessChecks;
import io.kafkafips.cli.doctor.connect.ConnectCheck;
import io.kafkafips.cli.doctor.data.DataChecks;
import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.install.InstallChecks;
import io.kafkafips.cli.doctor.jvm.JvmChecks;
import io.kafkafips.cli.doctor.jvm.Probe;
import io.kafkafips.cli.doctor.jvm.ProbeCheck;
import io.kafkafips.cli.doctor.live.LiveChecks;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.cli.doctor.node.Secrets;
import io.kafkafips.cli.doctor.sasl.SaslChecks;
import io.kafkafips.cli.doctor.tls.TlsChecks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All checks in the order in which they are told. Immutable.
 *
 * @param list which
 * @param absent those that shall not run, for the list of what was not examined
 */
record Checks(List<Check> list, List<Check> absent) {
    /** What a check that fails becomes. */
    static final Rule FAILED = Rule.warning("doctor-check-failed", "A check of this command failed", "CA-7");

    private static final Probe NO_PROBE = node -> {
        throw new IOException("no probe");
    };

    Checks {
        list = List.copyOf(list);
        absent = List.copyOf(absent);
    }

    /** Those that start nothing. */
    static Checks all(Duration expiresSoon) {
        List<Check> list = Stream.of(
                        InstallChecks.all(),
                        JvmChecks.all(),
                        TlsChecks.all(expiresSoon),
                        SaslChecks.all(),
                        AccessChecks.all(),
                        DataChecks.all(),
                        LiveChecks.all(),
                        List.<Check>of(new ConnectCheck()))
                .flatMap(List::stream)
                .toList();
        return new Checks(list, List.of(new ProbeCheck(NO_PROBE)));
    }

    /** The same and the proof in a JVM of its own. */
    Checks with(Probe probe) {
        List<Check> longer = new ArrayList<>(list);
        longer.add(new ProbeCheck(probe));
        return new Checks(longer, List.of());
    }

    /** Every check, run or not. */
    List<Check> known() {
        return Stream.concat(list.stream(), absent.stream()).toList();
    }

    /** Puts all questions to a node; a check that fails does not keep the others from running. */
    Examination examine(Node node) {
        Findings findings = new Findings(Secrets.of(node.files()));
        for (Check check : list) {
            try {
                check.examine(node, findings);
            } catch (Throwable e) {
                // the module fails with Errors, such as StackOverflowError where it finds no entropy
                String rules = check.rules().stream().map(Rule::id).collect(Collectors.joining(", "));
                findings.found(
                        FAILED,
                        rules,
                        e.getClass().getSimpleName() + ": "
                                + String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""),
                        "run it again as the node's user; else report it with the output of --debug");
            }
        }
        return Examination.of(findings.all(), known());
    }
}
