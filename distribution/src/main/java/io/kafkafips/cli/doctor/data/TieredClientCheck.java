package io.kafkafips.cli.doctor.data;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.Listener;
import io.kafkafips.cli.doctor.node.Node;
import java.util.List;

/** Whether the clients of the remote-log metadata can reach their listener: Kafka gives them its name and protocol, and no TLS settings. */
final class TieredClientCheck implements Check {
    private static final String LISTENER = "remote.log.metadata.manager.listener.name";
    private static final String PREFIX = "rlmm.config.remote.log.metadata.common.client.";
    private static final Rule CLIENT = Rule.error(
            "tiered-metadata-client", "The metadata clients of tiered storage have no TLS settings", "SC-8(1), CM-6");

    @Override
    public List<Rule> rules() {
        return List.of(CLIENT);
    }

    @Override
    public String needs() {
        return "--server-properties of a broker with tiered storage";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.server().filter(ConfigFile::isBroker).filter(Tiered::isOn).ifPresent(server -> {
            boolean encrypted = node.listeners().stream()
                    .filter(Listener::isEncrypted)
                    .anyMatch(listener -> listener.name().equalsIgnoreCase(server.text(LISTENER)));
            boolean complete =
                    server.has(PREFIX + "ssl.engine.factory.class") && server.hasAny(PREFIX + "ssl.truststore.");
            findings.expect(
                    server.has(LISTENER) && (!encrypted || complete),
                    CLIENT,
                    server.kind().label(),
                    (server.has(LISTENER) ? LISTENER + "=" + server.text(LISTENER) : "no " + LISTENER)
                            + (complete ? ", " : ", no ") + PREFIX + "ssl.*",
                    LISTENER + "=<listener>, and its ssl.* settings behind " + PREFIX);
        });
    }
}
