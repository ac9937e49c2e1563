package io.kafkafips.cli.output;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options with which every command prints, to be mixed in. Not thread-safe. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class OutputOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--format",
            paramLabel = "<format>",
            defaultValue = "text",
            description = "text, json or csv; default: ${DEFAULT-VALUE}")
    private Format format;

    @Option(names = "--json", description = "same as --format json")
    private boolean json;

    /** Whether the report is read by a person: a program wants all of it, a person first what matters. */
    public boolean isForPeople() {
        return !json && format == Format.TEXT;
    }

    /** Prints the report in the format that was asked for. */
    public void print(Report report) {
        PrintWriter out = command.commandLine().getOut();
        switch (json ? Format.JSON : format) {
            case TEXT -> new TextPrinter(out).print(report);
            case JSON -> new JsonPrinter(out).print(report);
            case CSV -> new CsvPrinter(out).print(report.main());
        }
        out.flush();
    }
}
