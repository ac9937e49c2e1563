package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.ConfigFile.Kind;
import io.kafkafips.cli.doctor.node.Listener;
import io.kafkafips.cli.doctor.node.Node;
import java.util.List;
import java.util.Locale;

/** Whether every listener that can be opened is encrypted, and whoever connects encrypts. */
final class PlaintextCheck implements Check {
    private static final String MAP = "listener.security.protocol.map";
    private static final String ALLOWED = "allow.unencrypted.listeners.during.migration";
    private static final Rule LISTENER =
            Rule.error("listener-plaintext", "A listener is not encrypted", "SC-8(1), AC-17(2)");
    private static final Rule MIGRATION =
            Rule.warning("listener-migration", "A listener is not encrypted, as long as clients migrate", "SC-8(1)");
    private static final Rule PROTOCOL =
            Rule.error("listener-protocol", "A listener has a protocol that Kafka does not know", "CM-6");
    private static final Rule INTER_BROKER =
            Rule.error("listener-inter-broker", "Brokers talk to each other in the clear", "SC-8(1)");
    private static final Rule CLIENT = Rule.error("client-plaintext", "The client connects in the clear", "SC-8(1)");

    @Override
    public List<Rule> rules() {
        return List.of(LISTENER, MIGRATION, PROTOCOL, INTER_BROKER, CLIENT);
    }

    @Override
    public String needs() {
        return "--server-properties, --client-properties";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.server().ifPresent(server -> {
            List<String> allowed = server.list(ALLOWED).stream()
                    .map(name -> name.toUpperCase(Locale.ROOT))
                    .toList();
            node.listeners().forEach(listener -> judge(listener, allowed.contains(listener.name()), findings));
            if (allowed.isEmpty()) {
                findings.passed(MIGRATION, server.kind().label(), "no " + ALLOWED);
            }
            if (server.isBroker()) {
                interBroker(server, node.listeners(), findings);
            }
        });
        node.files(Kind.CLIENT).forEach(client -> client(client, findings));
    }

    private static void judge(Listener listener, boolean migrates, Findings findings) {
        String seen = listener.protocol()
                + (listener.mapped() ? " by " + MAP : ", Kafka's default for a listener without an entry in " + MAP);
        findings.expect(
                listener.isKnownProtocol(),
                PROTOCOL,
                listener.subject(),
                seen,
                MAP + "=" + listener.name() + ":SSL,...");
        if (listener.isKnownProtocol() && !listener.isEncrypted() && migrates) {
            findings.found(
                    MIGRATION,
                    listener.subject(),
                    seen + ", tolerated by " + ALLOWED,
                    "take " + listener.name() + " out of " + ALLOWED
                            + ", listeners and the map when the last client has moved");
        } else if (listener.isKnownProtocol()) {
            findings.expect(
                    listener.isEncrypted(),
                    LISTENER,
                    listener.subject(),
                    seen,
                    MAP + "=" + listener.name() + ":" + (listener.isSasl() ? "SASL_SSL" : "SSL")
                            + ",... ; delete the entry if nobody needs it: an administrator can open it at run time");
        }
    }

    private static void interBroker(ConfigFile server, List<Listener> listeners, Findings findings) {
        String name = server.text("inter.broker.listener.name");
        // what clients may do while they migrate, brokers may not
        String protocol = listeners.stream()
                .filter(listener -> listener.name().equalsIgnoreCase(name))
                .map(Listener::protocol)
                .findFirst()
                .orElse(server.securityProtocol("security.inter.broker.protocol"));
        findings.expect(
                protocol.endsWith("SSL"),
                INTER_BROKER,
                server.kind().label(),
                name.isEmpty()
                        ? "security.inter.broker.protocol is " + protocol
                        : "inter.broker.listener.name=" + name + ", which is " + protocol,
                "inter.broker.listener.name=<an encrypted listener>, or security.inter.broker.protocol=SSL");
    }

    private static void client(ConfigFile client, Findings findings) {
        String protocol = client.securityProtocol("security.protocol");
        findings.expect(
                protocol.endsWith("SSL"),
                CLIENT,
                client.kind().label(),
                "security.protocol is " + protocol,
                "security.protocol=" + (protocol.startsWith("SASL") ? "SASL_SSL" : "SSL"));
    }
}
