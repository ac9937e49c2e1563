package io.kafkafips.cli;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.Visible;
import io.kafkafips.commons.fips.FipsRuntimeException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one line with the remedy and an exit code; the stack trace comes with {@code --debug} only. Stateless. */
final class Failures {
    private static final String DEBUG = "--debug";

    private Failures() {}

    /** For arguments that cannot be understood. */
    static int wrongArguments(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        line(err, message(failure), name + " --help");
        UnmatchedArgumentException.printSuggestions(failure, err);
        return ExitCode.USAGE;
    }

    /** For what a command throws. */
    static int failed(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        int exitCode = report(failure, err);
        if (arguments.originalArgs().contains(DEBUG)) {
            failure.printStackTrace(err);
        }
        err.flush();
        return exitCode;
    }

    private static int report(Exception failure, PrintWriter err) {
        if (failure instanceof CommandFailure known) {
            line(err, message(known), known.remedy());
            return known.exitCode();
        }
        if (failure instanceof FipsRuntimeException) {
            // it has a line with a remedy for each finding
            err.println("kafka-fips: " + failure.getMessage());
            err.println("Remedy: start bin/kafka-fips, which sets these flags, not the class");
            return ExitCode.NOT_FIPS;
        }
        line(err, failure.getClass().getName() + ": " + message(failure), "report it with the output of --debug");
        return ExitCode.DEFECT;
    }

    private static void line(PrintWriter err, String seen, String remedy) {
        err.println("kafka-fips: " + Visible.text(seen) + ". Remedy: " + Visible.text(remedy));
    }

    private static String message(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message.replaceAll("\\.\\s*$", "");
    }
}
