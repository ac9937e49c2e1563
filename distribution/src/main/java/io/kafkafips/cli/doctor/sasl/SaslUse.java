package io.kafkafips.cli.doctor.sasl;

import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.ConfigFile.Kind;
import io.kafkafips.cli.doctor.node.Listener;
import io.kafkafips.cli.doctor.node.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One place where SASL is used. Immutable.
 *
 * @param subject as it is printed
 * @param mechanisms enabled there
 * @param connects whether it connects, rather than serves
 * @param settings what counts there
 */
record SaslUse(String subject, List<String> mechanisms, boolean connects, Map<String, String> settings) {
    private static final String DEFAULT = "GSSAPI";

    SaslUse {
        mechanisms = List.copyOf(mechanisms);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** SASL listeners, the node as a client of others over them, and clients. */
    static List<SaslUse> of(Node node) {
        List<SaslUse> uses = new ArrayList<>();
        for (Listener listener : node.listeners()) {
            if (listener.isSasl()) {
                uses.add(new SaslUse(
                        listener.subject(),
                        words(listener.text("sasl.enabled.mechanisms")),
                        false,
                        listener.settings()));
            }
        }
        node.server().ifPresent(server -> {
            boolean sasl = !uses.isEmpty();
            if (sasl && server.isBroker() && usesSasl(node, server, "inter.broker.listener.name")) {
                String mechanism = server.text("sasl.mechanism.inter.broker.protocol", DEFAULT);
                uses.add(new SaslUse("inter-broker client", List.of(mechanism), true, server.settings()));
            }
            if (sasl && usesSasl(node, server, "controller.listener.names")) {
                String mechanism = server.text("sasl.mechanism.controller.protocol", DEFAULT);
                uses.add(new SaslUse("controller client", List.of(mechanism), true, server.settings()));
            }
        });
        for (Kind kind : List.of(Kind.CLIENT, Kind.CONNECT)) {
            for (ConfigFile file : node.files(kind)) {
                if (file.securityProtocol("security.protocol").startsWith("SASL")) {
                    uses.add(new SaslUse(
                            kind.label(), List.of(file.text("sasl.mechanism", DEFAULT)), true, file.settings()));
                }
            }
        }
        return uses;
    }

    private static boolean usesSasl(Node node, ConfigFile server, String setting) {
        List<String> names = server.list(setting);
        boolean byProtocol = names.isEmpty()
                && setting.startsWith("inter.broker")
                && server.securityProtocol("security.inter.broker.protocol").startsWith("SASL");
        return byProtocol
                || node.listeners().stream()
                        .anyMatch(listener -> listener.isSasl()
                                && names.stream().anyMatch(name -> name.equalsIgnoreCase(listener.name())));
    }

    private static List<String> words(String list) {
        return Arrays.stream((list.isEmpty() ? DEFAULT : list).split(",", -1))
                .map(String::trim)
                .toList();
    }

    boolean has(String mechanism) {
        return mechanisms.contains(mechanism);
    }

    String text(String key) {
        return settings.getOrDefault(key, "").trim();
    }
}
