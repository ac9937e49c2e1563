package io.kafkafips.cli.keystore;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kafka-fips keystore}: key stores and trust stores of TLS. */
@Command(
        name = "keystore",
        description =
                "Key stores and trust stores of TLS: made from PEM, converted from JKS and PKCS12, shown, checked;"
                        + " and a throw-away PKI for labs.",
        synopsisSubcommandLabel = "<command>",
        subcommands = {
            CreateCommand.class,
            ConvertCommand.class,
            InspectCommand.class,
            CheckCommand.class,
            LabPkiCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class KeystoreCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "Missing command");
    }
}
