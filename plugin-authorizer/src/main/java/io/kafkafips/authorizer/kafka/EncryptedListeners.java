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
    private final Map<String, String> mapping = new TreeMap<>();

    /** Listener name to protocol, for each listener that some setting names. */
    private final Map<String, String> listeners = new TreeMap<>();

    private EncryptedListeners(Map<String, ?> configs) {
        for (String entry : KafkaSettings.list(configs, KafkaSettings.SECURITY_PROTOCOL_MAP)) {
            int colon = entry.lastIndexOf(':');
            String name = upper(colon < 0 ? entry : entry.substring(0, colon));
            mapping.put(name, colon < 0 ? UNMAPPED : upper(entry.substring(colon + 1)));
        }
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
     * @throws org.apache.kafka.common.config.ConfigException which names every listener that is not encrypted
     */
    static void require(Map<String, ?> configs) {
        Map<String, String> listeners = new EncryptedListeners(configs).listeners;
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
    }

    private void add(String listener) {
        String name = upper(listener);
        // Kafka maps a name that is a protocol to that protocol, and the controller's listener to PLAINTEXT
        listeners.putIfAbsent(name, mapping.isEmpty() && PROTOCOLS.contains(name) ? name : UNMAPPED);
    }

    private static String nameOf(String endpoint) {
        int end = endpoint.indexOf("://");
        return end < 0 ? endpoint : endpoint.substring(0, end);
    }

    private static String encrypted(String protocol) {
        return protocol.startsWith("SASL") ? "SASL_SSL" : "SSL";
    }

    private static String joined(Map<String, String> listeners, boolean refusedOnly) {
        return listeners.entrySet().stream()
                .filter(entry -> !refusedOnly || !ENCRYPTED.contains(entry.getValue()))
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    private static String upper(String name) {
        return name.trim().toUpperCase(Locale.ROOT);
    }
}
