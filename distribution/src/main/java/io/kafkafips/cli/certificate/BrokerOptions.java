package io.kafkafips.cli.certificate;

import io.kafkafips.cli.settings.ServerSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a broker sees certificates: its settings, and whom it trusts. Not thread-safe. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class BrokerOptions {
    @Mixin
    private ServerSettings server;

    @Option(
            names = "--trust-anchors",
            paramLabel = "<file>",
            description = "PEM file with the certificates of the broker's trust store; default: the self-signed"
                    + " certificate at the end of the client's file")
    private @Nullable Path trustAnchors;

    /** The settings. */
    public ServerSettings server() {
        return server;
    }

    /** How the broker sees certificates. */
    public BrokerView view() {
        return new BrokerView(
                server.all(),
                trustAnchors == null
                        ? List.of()
                        : CertificateFile.read(trustAnchors).chain());
    }
}
