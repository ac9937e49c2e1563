package io.kafkafips.cli.keystore;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that give the password of the store, to be mixed in. */
final class PasswordOptions {
    @Option(
            names = "--password-file",
            paramLabel = "<file>",
            description = "a file with the store's password on one line, readable for its owner alone")
    private @Nullable Path file;

    @Option(
            names = "--password-env",
            paramLabel = "<variable>",
            description =
                    "the name of a variable of the environment with the store's password. Without both a terminal asks")
    private @Nullable String variable;

    PasswordSource of(Path store) {
        return new PasswordSource(store.toString(), "--password", file, variable);
    }
}
