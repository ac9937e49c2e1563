package io.kafkafips.cli.keystore;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.Confirmation;
import io.kafkafips.cli.settings.PasswordFile;
import io.kafkafips.ssl.store.Secrets;
import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Where a password comes from: a file, a variable of the environment, or somebody at the terminal. Never an argument, which every user of
 * the machine can see. Immutable.
 *
 * @param what it opens, for the question
 * @param option the beginning of its options, which end in {@code -file} and {@code -env}
 * @param file a file with it, {@code null} for none
 * @param variable the name of a variable with it, {@code null} for none
 */
record PasswordSource(
        String what,
        String option,
        @Nullable Path file,
        @Nullable String variable) {

    /**
     * The password of something that is there.
     *
     * @throws CommandFailure when it comes from nowhere, or twice
     */
    Password existing() {
        return given().orElseGet(() -> typed(false));
    }

    /** The same, if an option names it: nobody is asked. */
    Optional<Password> given() {
        if (file != null && variable != null) {
            throw CommandFailure.usage(
                    option + "-file and " + option + "-env are both given", "leave one of the two out");
        }
        if (file != null) {
            return Optional.of(PasswordFile.read(file, option + "-file"));
        }
        return variable == null ? Optional.empty() : Optional.of(ofEnvironment(variable));
    }

    /**
     * The password of something that is to be made.
     *
     * @throws CommandFailure when it is too short for the module, besides the reasons of {@link #existing}
     */
    Password forNew() {
        Password password = given().orElseGet(() -> typed(true));
        if (password.value().length() < Secrets.SHORTEST) {
            throw CommandFailure.usage(
                    "the password of " + what + " is too short: expected at least " + Secrets.SHORTEST
                            + " characters (SP 800-132: 112 bits)",
                    "(umask 077; openssl rand -hex 24 > <file>), then " + option + "-file <file>");
        }
        return password;
    }

    private Password ofEnvironment(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw CommandFailure.usage(
                    option + "-env " + name + ": the environment has no such variable, or an empty one",
                    "export it in the shell that calls kafka-fips");
        }
        return new Password(value);
    }

    private Password typed(boolean twice) {
        Console console = Confirmation.isPossible() ? System.console() : null;
        if (console == null) {
            throw CommandFailure.usage(
                    "no password of " + what + ", and there is no terminal to ask at",
                    option + "-file <file with one line, readable for its owner alone>, or " + option
                            + "-env <name of a variable>");
        }
        Password first = asked(console, "Password of " + what + ": ");
        if (twice && !asked(console, "Again: ").equals(first)) {
            throw CommandFailure.usage("the two passwords differ", "run the command again");
        }
        return first;
    }

    private static Password asked(Console console, String question) {
        char[] typed = console.readPassword("%s", question);
        if (typed == null) {
            throw CommandFailure.usage("no password was typed", "run the command again");
        }
        try {
            return new Password(new String(typed));
        } finally {
            Arrays.fill(typed, '\0');
        }
    }
}
