package io.kafkafips.cli.doctor;

import io.kafkafips.cli.doctor.finding.Finding;
import io.kafkafips.cli.doctor.finding.Severity;
import io.kafkafips.cli.doctor.jvm.ProbeJvm;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kafka-fips doctor}: what is wrong with a broker, a controller, a client or a worker of Connect, before or after it starts. */
@Command(
        name = "doctor",
        description =
                "Examines a broker or controller before or after its start: JVM, providers, native code, listeners, stores,"
                        + " certificates, SASL, authorization, audit, validation, tiered storage, jars. Each finding has a stable id, the"
                        + " evidence, the line that mends it, and the control. Changes nothing. Exit code 1 with an error or a warning.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DoctorCommand implements Callable<Integer> {
    private static final int LONGEST_DAYS = 3650;

    @Mixin
    private NodeOptions node;

    @Option(names = "--all", description = "list, too, what is well and what could not be examined")
    private boolean all;

    @Option(
            names = "--fail-on",
            paramLabel = "<severity>",
            defaultValue = "warning",
            description =
                    "error, warning or advice: the least severe finding with exit code 1; default: ${DEFAULT-VALUE}")
    private Severity failOn;

    @Option(
            names = "--expires-within",
            paramLabel = "<days>",
            defaultValue = "30",
            description = "a certificate that expires within so many days is a warning; default: ${DEFAULT-VALUE}")
    private int expiresWithinDays;

    @Option(
            names = "--no-probe",
            description = "start no JVM with the node's flags; by default one runs for a few seconds and proves them")
    private boolean noProbe;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        if (expiresWithinDays < 0 || expiresWithinDays > LONGEST_DAYS) {
            throw CommandFailure.usage(
                    "--expires-within is " + expiresWithinDays, "--expires-within <0 to " + LONGEST_DAYS + ">");
        }
        NodeInputs inputs = node.inputs();
        Node examined = inputs.node();
        Checks checks = Checks.all(Duration.ofDays(expiresWithinDays));
        Examination examination = (noProbe ? checks : checks.with(new ProbeJvm(inputs.java()))).examine(examined);
        output.print(new Report(summary(inputs, examination), List.of(), new FindingTable(all).of(examination), true));
        boolean failed = examination.findings().stream()
                .anyMatch(finding ->
                        !finding.passed() && finding.rule().severity().compareTo(failOn) <= 0);
        return failed ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private static Map<String, @Nullable Object> summary(NodeInputs inputs, Examination examination) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("examined", inputs.names());
        for (Severity severity : Severity.values()) {
            summary.put(
                    severity == Severity.ADVICE ? "advice" : severity.label() + "s",
                    examination.findings().stream()
                            .filter(finding ->
                                    !finding.passed() && finding.rule().severity() == severity)
                            .count());
        }
        summary.put(
                "passed",
                examination.findings().stream().filter(Finding::passed).count());
        summary.put("notExamined", examination.notExamined().size());
        return summary;
    }
}
