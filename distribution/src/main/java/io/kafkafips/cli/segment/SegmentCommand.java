package io.kafkafips.cli.segment;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kafka-fips segment}: what is stored, without a broker. */
@Command(
        name = "segment",
        description =
                "Stored segments of tiered storage, without a broker: what is in a store, whether it is intact, and"
                        + " its plaintext.",
        synopsisSubcommandLabel = "<command>",
        subcommands = {InspectCommand.class, VerifyCommand.class, DecryptCommand.class})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class SegmentCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "Missing command");
    }
}
