package io.kafkafips.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** One call of the command line inside this JVM, with what it printed. */
public record CliRun(int exitCode, String out, String err) {
    /** Runs it without colours and with lines of 100 characters, whatever the terminal. */
    public static CliRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = KafkaFips.commandLine()
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        int exitCode = commandLine.execute(arguments);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return new CliRun(exitCode, out.toString(), err.toString());
    }

    /** The same with arguments in a list. */
    public static CliRun of(List<String> arguments) {
        return of(arguments.toArray(String[]::new));
    }
}
