package io.kafkafips.cli;

import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stores that the JDK's keytool makes in a JVM with the JDK's own providers. All have the password {@value #PASSWORD}. */
final class OldStores {
    static final String PASSWORD = "changeit";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private OldStores() {}

    /** Runs keytool to its end; it has to succeed. */
    static void keytool(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Jdk.current().home().resolve("bin/keytool").toString());
        command.addAll(arguments);
        CommandResult result = Command.run(command, TIMEOUT);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(command + ": " + result.output());
        }
    }

    /** A self-signed key in a JKS store. */
    static void keyPair(Path store, String alias, String keyPassword, String... key) {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storetype",
                "JKS",
                "-storepass",
                PASSWORD,
                "-keypass",
                keyPassword));
        arguments.addAll(List.of(key));
        keytool(arguments);
    }

    /** A trusted certificate in a JKS store. */
    static void trust(Path store, String alias, Path certificate) {
        keytool(List.of(
                "-importcert",
                "-noprompt",
                "-alias",
                alias,
                "-file",
                certificate.toString(),
                "-keystore",
                store.toString(),
                "-storetype",
                "JKS",
                "-storepass",
                PASSWORD));
    }

    /** A store of another type with the keys of one. */
    static void copy(Path from, Path to, String type, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "-importkeystore",
                "-srckeystore",
                from.toString(),
                "-srcstorepass",
                PASSWORD,
                "-destkeystore",
                to.toString(),
                "-deststoretype",
                type,
                "-deststorepass",
                PASSWORD));
        arguments.addAll(List.of(more));
        keytool(arguments);
    }

    /** A file with one line, for its owner alone. */
    static Path passwordFile(Path file, String password) throws Exception {
        Files.writeString(file, password + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
