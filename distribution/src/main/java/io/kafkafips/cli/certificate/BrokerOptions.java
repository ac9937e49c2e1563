package io.kafkafips.cli.certificate;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.settings.ServerSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a broker sees certificates: its settings, and whom it trusts. Not thread-safe. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class BrokerOptions {
    private static final String RULES = "certificate.principal.rules";

    @Mixin
    private ServerSettings server;

    @Option(
            names = "--trust-anchors",
            paramLabel = "<file>",
            description = "PEM file with the certificates of the broker's trust store; needed when its settings have "
                    + RULES)
    private @Nullable Path trustAnchors;

    /** The settings. */
    public ServerSettings server() {
        return server;
    }

    /**
     * How the broker sees certificates.
     *
     * @throws CommandFailure when the settings have rules for trust anchors, and none are given
     */
    public BrokerView view() {
        if (trustAnchors == null && server.all().containsKey(RULES)) {
            throw CommandFailure.usage(
                    "the server properties have " + RULES + ", which go by trust anchor, and no anchor is given",
                    "--trust-anchors <PEM file with the certificates of the broker's trust store>");
        }
        return new BrokerView(
                server.all(),
                trustAnchors == null
                        ? List.of()
                        : CertificateFile.read(trustAnchors).chain());
    }
}
