package io.kafkafips.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code openssl s_client} against a port on loopback: a TLS peer that shares no line of code with ours. Immutable.
 *
 * @param port where the server listens
 * @param authority PEM file with the trusted root
 * @param identity PEM file with key and chain of the client, {@code null} for no client certificate
 */
public record OpenSslClient(
        int port, Path authority, @Nullable Path identity) {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Whether this machine has the program. */
    public static boolean isInstalled() {
        try {
            return Command.run(List.of("openssl", "version"), TIMEOUT).exitCode() == 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** One handshake with further options such as {@code -tls1_2}; the exit code is 0 when the handshake succeeded. */
    public CommandResult connect(String... options) {
        return run("-brief", options);
    }

    /** One handshake; the output has the server's certificate as PEM. */
    public String showCertificate() {
        return run("-showcerts").output();
    }

    private CommandResult run(String verbosity, String... options) {
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + port,
                "-CAfile",
                authority.toString(),
                "-verify_return_error",
                verbosity));
        if (identity != null) {
            command.addAll(List.of(
                    "-cert", identity.toString(), "-key", identity.toString(), "-cert_chain", identity.toString()));
        }
        command.addAll(List.of(options));
        return Command.run(command, Map.of(), "", TIMEOUT);
    }
}
