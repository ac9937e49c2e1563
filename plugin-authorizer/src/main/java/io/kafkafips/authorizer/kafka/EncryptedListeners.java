package io.kafkafips.authorizer.kafka;

import io.kafkafips.commons.config.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rule that every listener is encrypted. Not only listeners that this node opens count: an explicit entry of {@code
 * listener.security.protocol.map} is enough for an administrator to open that listener while the node runs.
 */
final class EncryptedListeners {
    private static final String DEFAULT_LISTENER = "PLAINTEXT";
    private static final String UNMAPPED = "PLAINTEXT";
    private static final Set<String> PROTOCOLS = Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final Set<String> ENCRYPTED = Set.of("SSL", "SASL_SSL");

    /** Listener name to protocol, as configured. */
    private final Map<String, String> mapping;

    /** Listener name to protocol, for each listener that some setting names. */
    private final Map<String, String> listeners = new TreeMap<>();

    private EncryptedListeners(Map<String, ?> configs) {
        mapping = mapping(configs);
        listeners.putAll(mapping);
        List<String> endpoints = KafkaSettings.list(configs, KafkaSettings.LISTENERS);
        if (endpoints.isEmpty()) {
            add(DEFAULT_LISTENER);
        }
        endpoints.forEach(endpoint -> add(nameOf(endpoint)));
        KafkaSettings.list(configs, KafkaSettings.ADVERTISED_LISTENERS).forEach(endpoint -> add(nameOf(endpoint)));
        KafkaSettings.list(configs, KafkaSettings.CONTROLLER_LISTENER_NAMES).forEach(this::add);
        KafkaSettings.list(configs, KafkaSettings.INTER_BROKER_LISTENER_NAME).forEach(this::add);
        // a protocol, not a name: the listener that bears its name
        KafkaSettings.list(configs, KafkaSettings.INTER_BROKER_PROTOCOL)
                .forEach(protocol -> listeners.putIfAbsent(upper(protocol), upper(protocol)));
    }

    /**
     * Checks the settings of a node.
     *
     * @param allowed names of listeners, in upper case, that need not be encrypted
     * @return those of them that are not, each with its protocol
     * @throws org.apache.kafka.common.config.ConfigException which names every other listener that is not encrypted
     */
    static List<String> require(Map<String, ?> configs, Set<String> allowed) {
        Map<String, String> listeners = new EncryptedListeners(configs).listeners;
        List<String> tolerated = listeners.entrySet().stream()
                .filter(entry -> allowed.contains(entry.getKey()) && !ENCRYPTED.contains(entry.getValue()))
                .map(EncryptedListeners::text)
                .toList();
        listeners.keySet().removeAll(allowed);
        String refused = joined(listeners, true);
        if (!refused.isEmpty()) {
            Map<String, String> mended = new TreeMap<>(listeners);
            mended.replaceAll((name, protocol) -> ENCRYPTED.contains(protocol) ? protocol : encrypted(protocol));
            throw Refusal.setting(
                    KafkaSettings.SECURITY_PROTOCOL_MAP,
                    configs.get(KafkaSettings.SECURITY_PROTOCOL_MAP),
                    "SSL or SASL_SSL for every listener, but these are not encrypted: " + refused,
                    KafkaSettings.SECURITY_PROTOCOL_MAP + "=" + joined(mended, false) + " and "
                            + KafkaSettings.LISTENERS + " with names of that map");
        }
        return tolerated;
    }

    /**
     * Checks the listeners that a running node is about to open.
     *
     * @param configs its settings after the change, defaults included
     * @param allowed names of listeners, in upper case, that need not be encrypted
     * @return those that are neither encrypted nor allowed, each with its protocol
     */
    static List<String> unencrypted(Map<String, ?> configs, Set<String> allowed) {
        Map<String, String> mapping = mapping(configs);
        return KafkaSettings.list(configs, KafkaSettings.LISTENERS).stream()
                .map(endpoint -> upper(nameOf(endpoint)))
                .filter(name -> !allowed.contains(name))
                .map(name -> Map.entry(name, mapping.getOrDefault(name, UNMAPPED)))
                .filter(entry -> !ENCRYPTED.contains(entry.getValue()))
                .map(EncryptedListeners::text)
                .toList();
    }

    /** Listener name to protocol, as {@code listener.security.protocol.map} has them. */
    static Map<String, String> mapping(Map<String, ?> configs) {
        Map<String, String> mapping = new TreeMap<>();
        for (String entry : KafkaSettings.list(configs, KafkaSettings.SECURITY_PROTOCOL_MAP)) {
            int colon = entry.lastIndexOf(':');
            String name = upper(colon < 0 ? entry : entry.substring(0, colon));
            mapping.put(name, colon < 0 ? UNMAPPED : upper(entry.substring(colon + 1)));
        }
        return mapping;
    }

    /** Whether it is a protocol, and one without encryption. */
    static boolean isPlaintext(String protocol) {
        return PROTOCOLS.contains(protocol) && !ENCRYPTED.contains(protocol);
    }

    private void add(String listener) {
        String name = upper(listener);
        // Kafka maps a name that is a protocol to that protocol, and the controller's listener to PLAINTEXT
        listeners.putIfAbsent(name, mapping.isEmpty() && PROTOCOLS.contains(name) ? name : UNMAPPED);
    }

    private static String text(Map.Entry<String, String> listener) {
        return listener.getKey() + ":" + listener.getValue();
    }

    static String nameOf(String endpoint) {
        int end = endpoint.indexOf("://");
        return end < 0 ? endpoint : endpoint.substring(0, end);
    }

    private static String encrypted(String protocol) {
        return protocol.startsWith("SASL") ? "SASL_SSL" : "SSL";
    }

    private static String joined(Map<String, String> listeners, boolean refusedOnly) {
        return listeners.entrySet().stream()
                .filter(entry -> !refusedOnly || !ENCRYPTED.contains(entry.getValue()))
                .map(EncryptedListeners::text)
                .collect(Collectors.joining(","));
    }

    static String upper(String name) {
        return name.trim().toUpperCase(Locale.ROOT);
    }
}
