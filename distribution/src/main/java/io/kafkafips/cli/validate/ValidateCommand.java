package io.kafkafips.cli.validate;

import io.kafkafips.cli.cluster.ClusterOptions;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.Table;
import io.kafkafips.validator.governance.TopicGovernance;
import io.kafkafips.validator.policy.PolicySet;
import io.kafkafips.validator.policy.TopicPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kafka-fips validate}: what a policy of the record validator would do with records, before it is enforced. */
@Command(
        name = "validate",
        description =
                "Tries a policy file of the record validator on samples or on the records of a topic, or only checks"
                        + " it. Exit code 1 when a record would not be accepted.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ValidateCommand implements Callable<Integer> {
    private static final String LIVE = "live";
    private static final String STDIN = "-";

    @Spec
    private CommandSpec command;

    @Option(names = "--policy", required = true, paramLabel = "<file>", description = "the policy file, in YAML")
    private Path policy;

    @Option(
            names = "--check",
            description = "only load the file as brokers and controllers do; what they would refuse is refused with its"
                    + " line and column, and exit code 2")
    private boolean check;

    @Option(names = "--topic", paramLabel = "<topic>", description = "the topic that the records are for")
    private @Nullable String topic;

    @Option(
            names = "--input",
            paramLabel = "<file|-|live>",
            description = "a file with samples, - for standard input, or live for the records that the topic has")
    private @Nullable String input;

    @Option(
            names = "--input-format",
            paramLabel = "<format>",
            defaultValue = "lines",
            description = "of the samples: lines (a value on each), json (an object with key, value, headers, timestamp"
                    + " for each), raw (the file is one value); default: ${DEFAULT-VALUE}")
    private InputFormat inputFormat;

    @Option(
            names = "--explain",
            arity = "0..1",
            fallbackValue = "1",
            defaultValue = "0",
            paramLabel = "<records>",
            description = "say which policy is for the topic and why, and what each rule says of the first records;"
                    + " without a number, of the first one")
    private int explained;

    @Option(
            names = "--examples",
            paramLabel = "<number>",
            defaultValue = "3",
            description = "examples of each rule; default: ${DEFAULT-VALUE}")
    private int examples;

    @Option(
            names = "--show-values",
            description = "show keys and values of the examples, which may be confidential; without it nothing of the"
                    + " records is printed")
    private boolean showValues;

    @Option(
            names = "--registry-wait",
            paramLabel = "<seconds>",
            defaultValue = "30",
            description = "how long to wait, in all, for rules that cannot decide yet; default: ${DEFAULT-VALUE}")
    private int registryWait;

    @Option(names = "--max-records", paramLabel = "<number>", description = "try no more records than these")
    private @Nullable Long maxRecords;

    @Mixin
    private LiveOptions live;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        if (check != (topic == null) || check != (input == null)) {
            throw CommandFailure.usage(
                    "it is not clear what to try the policy on",
                    "--topic <topic> with --input <file>, --input - or --input live; or --check alone");
        }
        try (PolicyFile file = PolicyFile.open(policy)) {
            return topic == null || input == null ? checked(file) : tried(file.policies(), topic, input);
        }
    }

    private int checked(PolicyFile file) {
        TopicGovernance governance = file.governance();
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("policyFile", policy.toString());
        summary.put("usable", true);
        summary.put("policies", file.policies().size());
        summary.put("governanceEntries", governance == null ? null : governance.size());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (TopicPolicy each : file.policies().policies()) {
            rows.add(Table.row(
                    each.name(),
                    each.isExemption(),
                    each.rules().stream().map(String::valueOf).toList()));
        }
        output.print(new Report(
                summary, List.of(), new Table("entries", List.of("policy", "exempts", "rules"), rows), false));
        return ExitCode.OK;
    }

    private int tried(PolicySet policies, String topic, String input) {
        boolean isLive = input.equals(LIVE);
        live.requireUsed(isLive, cluster);
        if (topic.startsWith(PolicySet.INTERNAL_TOPICS)) {
            throw CommandFailure.usage(
                    topic + " is one of Kafka's own topics, which are never validated", "--topic <another topic>");
        }
        TopicPolicy chosen = policies.forTopic(topic);
        boolean exempt = policies.policies().stream()
                .filter(each -> each.topics().covers(topic))
                .findFirst()
                .map(TopicPolicy::isExemption)
                .orElse(false);
        if (chosen == null) {
            output.print(TrialReport.of(policies, topic, null, options(true)));
            return exempt ? ExitCode.OK : ExitCode.FINDINGS;
        }
        Trial trial = new Trial(
                chosen, topic, new Patience(Duration.ofSeconds(registryWait)), new Trial.Limits(examples, explained));
        boolean complete = run(trial, topic, input);
        output.print(TrialReport.of(policies, topic, trial, options(complete)));
        return exitCode(trial, complete);
    }

    private boolean run(Trial trial, String topic, String input) {
        Progress progress = new Progress(command.commandLine().getErr());
        try (SampleSource source = source(topic, input)) {
            Sample sample = null;
            while ((maxRecords == null || trial.records() < maxRecords) && (sample = source.next()) != null) {
                trial.take(sample);
                progress.of(trial);
            }
            return source.isComplete();
        } catch (IOException e) {
            throw CommandFailure.usage("--input " + input + " cannot be read", "--input <file that you can read>", e);
        }
    }

    private SampleSource source(String topic, String input) throws IOException {
        if (input.equals(LIVE)) {
            return LiveSamples.open(cluster, topic, live.last(), live.timeout());
        }
        return input.equals(STDIN)
                ? inputFormat.read(System.in, "standard input")
                : inputFormat.read(Files.newInputStream(Path.of(input)), input);
    }

    private TrialReport.Options options(boolean complete) {
        return new TrialReport.Options(explained > 0, showValues, complete);
    }

    private static int exitCode(Trial trial, boolean complete) {
        if (trial.records(Outcome.REJECTED) + trial.records(Outcome.UNDECIDED) > 0) {
            return ExitCode.FINDINGS;
        }
        return complete ? ExitCode.OK : ExitCode.CLUSTER;
    }
}
