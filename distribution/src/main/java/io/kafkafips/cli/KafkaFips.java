package io.kafkafips.cli;

import io.kafkafips.cli.acl.AclsCommand;
import io.kafkafips.cli.audit.AuditVerifyCommand;
import io.kafkafips.cli.certificate.PrincipalsCommand;
import io.kafkafips.cli.doctor.DoctorCommand;
import io.kafkafips.cli.explain.ExplainCommand;
import io.kafkafips.cli.install.InstallCommand;
import io.kafkafips.cli.keys.KeysCommand;
import io.kafkafips.cli.keystore.KeystoreCommand;
import io.kafkafips.cli.review.AclReviewCommand;
import io.kafkafips.cli.segment.SegmentCommand;
import io.kafkafips.cli.validate.ValidateCommand;
import io.kafkafips.cli.verify.VerifyCommand;
import io.kafkafips.commons.fips.FipsRuntime;
import io.kafkafips.commons.fips.FipsRuntimeException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line {@code kafka-fips}; {@code bin/kafka-fips} starts it. A new command is a class in a package beside this one and
 * one more entry in {@code subcommands}.
 *
 * <p>No command runs in a JVM that is not in approved-only mode, and none takes a secret as an argument: secrets stand in files.
 */
@Command(
        name = "kafka-fips",
        description =
                "Tools for an Apache Kafka with Kafka FIPS Plugins. They look and tell; four change something: keys the keys of tiered"
                        + " storage, keystore writes key stores, install changes the libs of a Kafka, and verify makes topics, and deletes"
                        + " them.",
        mixinStandardHelpOptions = true,
        versionProvider = PrintedVersions.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "<command>",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is wrong",
            "1:something was found: a finding, a test that failed, a denial, an invalid certificate, a record that is refused,"
                    + " an object that is not what was stored",
            "2:a wrong option, or a file that cannot be used",
            "3:the cluster or the key service cannot be reached, or it refuses",
            "4:this JVM is not in approved-only mode",
            "5:a defect of this program"
        },
        subcommands = {
            DoctorCommand.class,
            PrincipalsCommand.class,
            AclsCommand.class,
            AclReviewCommand.class,
            ExplainCommand.class,
            AuditVerifyCommand.class,
            ValidateCommand.class,
            VerifyCommand.class,
            SegmentCommand.class,
            KeysCommand.class,
            KeystoreCommand.class,
            InstallCommand.class,
            HelpCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class KafkaFips implements Runnable {
    @Spec
    private CommandSpec command;

    @SuppressWarnings("unused") // for the help: the launcher looks for it
    @Option(
            names = "--kafka",
            paramLabel = "<folder>",
            description = "an Apache Kafka, for its client; default: the environment variable KAFKA_HOME")
    private @Nullable Path kafka;

    @SuppressWarnings("unused") // for the help: the launcher and Failures look for it
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "stack traces, and what the Kafka client logs, on standard error")
    private boolean debug;

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, ready to execute; output goes to the standard streams unless it is told otherwise. */
    static CommandLine commandLine() {
        return new CommandLine(new KafkaFips())
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::wrongArguments)
                .setExecutionExceptionHandler(Failures::failed)
                .setExecutionStrategy(KafkaFips::execute);
    }

    private static int execute(ParseResult arguments) {
        Integer helped = CommandLine.executeHelpRequest(arguments);
        if (helped != null) {
            return helped;
        }
        try {
            FipsRuntime.require("kafka-fips");
        } catch (FipsRuntimeException e) {
            throw new ExecutionException(arguments.commandSpec().commandLine(), "Not a FIPS JVM", e);
        }
        return new RunLast().execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "Missing command");
    }
}
