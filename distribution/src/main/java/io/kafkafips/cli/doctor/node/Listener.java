package io.kafkafips.cli.doctor.node;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A listener that a server's settings name, opened or not: an entry of {@code listener.security.protocol.map} is enough for an administrator
 * to open it while the node runs.
 *
 * @param name in upper case, as Kafka keeps it
 * @param protocol {@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}; anything else is a mistake of the file
 * @param mapped whether the file gives the protocol, rather than Kafka's default
 * @param settings what counts for it: the node's settings, under those with its prefix
 */
public record Listener(String name, String protocol, boolean mapped, Map<String, String> settings) {
    private static final String MAP = "listener.security.protocol.map";
    private static final String CLIENT_AUTH = "ssl.client.auth";
    private static final Set<String> PROTOCOLS = Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");

    public Listener {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** All listeners of a file, those of {@code listeners} first. */
    public static List<Listener> of(ConfigFile server) {
        Map<String, String> mapping = mapping(server);
        Map<String, Boolean> names = new LinkedHashMap<>();
        List<String> endpoints = server.list("listeners");
        endpoints.forEach(endpoint -> names.put(nameOf(endpoint), true));
        if (endpoints.isEmpty() && server.isBroker()) {
            names.put("PLAINTEXT", true);
        }
        server.list("advertised.listeners").forEach(endpoint -> names.put(nameOf(endpoint), true));
        server.list("controller.listener.names").forEach(name -> names.put(upper(name), true));
        server.list("inter.broker.listener.name").forEach(name -> names.put(upper(name), true));
        mapping.keySet().forEach(name -> names.put(name, true));
        return names.keySet().stream()
                .map(name -> listener(server, name, mapping))
                .toList();
    }

    private static Listener listener(ConfigFile server, String name, Map<String, String> mapping) {
        // Kafka maps a name that is a protocol to that protocol, and the controller's listener to PLAINTEXT
        String byDefault = mapping.isEmpty() && PROTOCOLS.contains(name) ? name : "PLAINTEXT";
        String protocol = mapping.getOrDefault(name, byDefault);
        Map<String, String> settings = new TreeMap<>(server.settings());
        if (protocol.startsWith("SASL")) {
            settings.remove(CLIENT_AUTH);
        }
        settings.putAll(server.under("listener.name." + name.toLowerCase(Locale.ROOT) + "."));
        return new Listener(name, protocol, mapping.containsKey(name), settings);
    }

    private static Map<String, String> mapping(ConfigFile server) {
        Map<String, String> mapping = new TreeMap<>();
        for (String entry : server.list(MAP)) {
            int colon = entry.lastIndexOf(':');
            mapping.put(
                    upper(colon < 0 ? entry : entry.substring(0, colon)),
                    colon < 0 ? "" : upper(entry.substring(colon + 1)));
        }
        return mapping;
    }

    /** The listener's name in an endpoint. */
    private static String nameOf(String endpoint) {
        int end = endpoint.indexOf("://");
        return upper(end < 0 ? endpoint : endpoint.substring(0, end));
    }

    private static String upper(String text) {
        return text.trim().toUpperCase(Locale.ROOT);
    }

    /** As it is printed. */
    public String subject() {
        return "listener " + name;
    }

    /** The prefix of its own settings. */
    public String prefix() {
        return "listener.name." + name.toLowerCase(Locale.ROOT) + ".";
    }

    public boolean isKnownProtocol() {
        return PROTOCOLS.contains(protocol);
    }

    public boolean isEncrypted() {
        return protocol.endsWith("SSL");
    }

    public boolean isSasl() {
        return protocol.startsWith("SASL");
    }

    /** A setting that counts for it, empty when it is missing. */
    public String text(String key) {
        return settings.getOrDefault(key, "").trim();
    }
}
