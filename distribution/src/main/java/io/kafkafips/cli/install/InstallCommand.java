package io.kafkafips.cli.install;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kafka-fips install}: copies the jars and the settings of the JVM into an Apache Kafka, and takes them out again. */
@Command(
        name = "install",
        description =
                "Copies the plug-ins, the FIPS module and java.security into an Apache Kafka that is not running, after a look"
                        + " at what is there. Replaces jars of ours alone, and keeps them for --undo. Exit code 1 when something"
                        + " is in the way; then nothing was changed.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class InstallCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--kafka",
            paramLabel = "<folder>",
            description = "the Apache Kafka, with libs and config; default: the environment variable KAFKA_HOME")
    private @Nullable Path kafka;

    @Option(
            names = "--bundle",
            paramLabel = "<folder>",
            description = "the unpacked archive to install; default: the one that this command is part of")
    private @Nullable Path bundle;

    @Option(names = "--undo", description = "takes the newest installation back: what it replaced is there again")
    private boolean undo;

    @Option(names = "--dry-run", description = "looks and tells, and changes nothing")
    private boolean dryRun;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        KafkaHome home = KafkaHome.of(folder());
        InstallHistory history = new InstallHistory(home);
        try {
            return undo ? undo(home, history) : install(home, history);
        } catch (IOException e) {
            throw CommandFailure.usage(
                    "a file of " + home.folder() + " cannot be read or written",
                    "a user who may write there, and room on the disk; then --undo, if the command says so",
                    e);
        }
    }

    private int install(KafkaHome home, InstallHistory history) throws IOException {
        if (isInterrupted(history)) {
            throw CommandFailure.finding(
                    "an installation or its undoing was interrupted: " + history.manifest(),
                    "kafka-fips install --undo, and then install again");
        }
        Bundle source = bundle == null ? Bundle.around(InstallCommand.class) : Bundle.of(bundle);
        InstallPlan plan = InstallPlan.of(home, source, history);
        boolean clear = plan.findings().isEmpty();
        boolean done = plan.isDone();
        if (clear && !done && !dryRun) {
            change(home, history, source, plan);
        }
        Map<String, @Nullable Object> summary = summary("install", home, clear ? result(done) : "refused");
        summary.put("bundle", source.folder().toString());
        summary.put("version", source.version());
        summary.put("record", history.newest().isPresent() ? history.manifest().toString() : null);
        print(summary, plan.steps(), plan.findings());
        return clear ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static void change(KafkaHome home, InstallHistory history, Bundle source, InstallPlan plan)
            throws IOException {
        InstallLock.whileHeld(home, () -> {
            // another run may have come in between, or have been interrupted
            requireSame(!isInterrupted(history) && plan.equals(InstallPlan.of(home, source, history)));
            new Installer(home, history).install(plan, source, source.version());
        });
    }

    private static void requireSame(boolean same) {
        if (!same) {
            throw CommandFailure.finding("somebody changed files meanwhile, and nothing was done", "try again");
        }
    }

    private static boolean isInterrupted(InstallHistory history) {
        return history.newest().map(InstallRecord::isInterrupted).orElse(false);
    }

    private int undo(KafkaHome home, InstallHistory history) throws IOException {
        @Nullable InstallRecord newest = history.newest().orElse(null);
        if (newest == null) {
            print(summary("undo", home, "no installation is on record"), List.of(), List.of());
            return ExitCode.OK;
        }
        String record = history.manifest().toString();
        Installer installer = new Installer(home, history);
        List<Finding> findings = installer.obstacles(newest);
        boolean clear = findings.isEmpty();
        if (clear && !dryRun) {
            InstallLock.whileHeld(home, () -> {
                requireSame(newest.equals(history.newest().orElse(null))
                        && installer.obstacles(newest).isEmpty());
                installer.undo(newest);
            });
        }
        Map<String, @Nullable Object> summary = summary("undo", home, clear ? result(false) : "refused");
        summary.put("version", newest.version());
        summary.put("record", record);
        print(summary, Installer.stepsBack(newest), findings);
        return clear ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private String result(boolean nothingToDo) {
        return nothingToDo ? "nothing to do" : dryRun ? "nothing changed: --dry-run" : "done";
    }

    private Path folder() {
        if (kafka != null) {
            return kafka;
        }
        CommandSpec parent = command.parent();
        @Nullable
        Object ofParent = parent == null ? null : parent.findOption("--kafka").getValue();
        if (ofParent instanceof Path path) {
            return path;
        }
        String home = System.getenv("KAFKA_HOME");
        if (home == null || home.isBlank()) {
            throw CommandFailure.usage("no Apache Kafka is named", "install --kafka <folder of an Apache Kafka>");
        }
        return Path.of(home);
    }

    private static Map<String, @Nullable Object> summary(String operation, KafkaHome home, String result) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("operation", operation);
        summary.put("kafka", home.folder().toString());
        summary.put("kafkaVersion", home.version());
        summary.put("result", result);
        return summary;
    }

    private void print(Map<String, @Nullable Object> summary, List<InstallPlan.Step> steps, List<Finding> findings) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (InstallPlan.Step step : steps) {
            rows.add(Table.row(step.action().name().toLowerCase(Locale.ROOT), step.file(), step.sha256()));
        }
        List<List<@Nullable Object>> found = new ArrayList<>();
        for (Finding finding : findings) {
            found.add(Table.row(finding.kind(), finding.file(), finding.seen(), finding.remedy()));
        }
        output.print(new Report(
                summary,
                List.of(new Table("findings", List.of("finding", "file", "explanation", "remedy"), found)),
                new Table("files", List.of("action", "file", "sha256"), rows),
                false));
    }
}
