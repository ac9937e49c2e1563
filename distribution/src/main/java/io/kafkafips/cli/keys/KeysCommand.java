package io.kafkafips.cli.keys;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kafka-fips keys}: the keys of tiered storage. */
@Command(
        name = "keys",
        description =
                "The keys of tiered storage: topic keys in the registry, and the root keys that wrap them. Brokers see"
                        + " changes by themselves.",
        synopsisSubcommandLabel = "<command>",
        subcommands = {
            StatusCommand.class,
            CreateRootCommand.class,
            CreateCommand.class,
            RotateCommand.class,
            RewrapCommand.class,
            ShredCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class KeysCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "Missing command");
    }
}
