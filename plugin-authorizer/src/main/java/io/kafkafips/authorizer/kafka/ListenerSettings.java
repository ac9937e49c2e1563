package io.kafkafips.authorizer.kafka;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule that no change adds a listener without encryption: neither an entry of {@code listener.security.protocol.map}, nor a
 * listener whose protocol is known here to be one. The protocol of a listener that neither the change nor the controller's own map
 * names is known to its broker alone, which refuses to open it ({@link CertificateAuthorizer#reconfigure}).
 */
final class ListenerSettings implements SettingRule {
    private static final List<String> ENDPOINTS = List.of(
            KafkaSettings.LISTENERS, KafkaSettings.ADVERTISED_LISTENERS, KafkaSettings.INTER_BROKER_LISTENER_NAME);

    private final Map<String, String> mapping;
    private final Set<String> allowed;

    /**
     * The rule of a controller.
     *
     * @param configs its {@code server.properties}
     * @param allowed names of listeners, in upper case, that need not be encrypted
     */
    ListenerSettings(Map<String, ?> configs, Set<String> allowed) {
        this.mapping = EncryptedListeners.mapping(configs);
        this.allowed = Set.copyOf(allowed);
    }

    @Override
    public List<String> violations(Map<String, @Nullable String> altered) {
        List<String> violations = new ArrayList<>();
        Map<String, String> added = EncryptedListeners.mapping(only(altered, KafkaSettings.SECURITY_PROTOCOL_MAP));
        added.forEach((name, protocol) -> add(violations, KafkaSettings.SECURITY_PROTOCOL_MAP, name, protocol));
        for (String key : ENDPOINTS) {
            for (String endpoint : KafkaSettings.list(only(altered, key), key)) {
                String name = EncryptedListeners.upper(EncryptedListeners.nameOf(endpoint));
                // a name that no map has stands for the protocol of that name
                add(violations, key, name, added.getOrDefault(name, mapping.getOrDefault(name, name)));
            }
        }
        for (String protocol : KafkaSettings.list(
                only(altered, KafkaSettings.INTER_BROKER_PROTOCOL), KafkaSettings.INTER_BROKER_PROTOCOL)) {
            add(violations, KafkaSettings.INTER_BROKER_PROTOCOL, protocol, EncryptedListeners.upper(protocol));
        }
        return violations;
    }

    private void add(List<String> violations, String key, String name, String protocol) {
        if (EncryptedListeners.isPlaintext(protocol) && !allowed.contains(name)) {
            violations.add(key + ": the listener " + name + " would be " + protocol
                    + ", which is not encrypted. Expected SSL or SASL_SSL");
        }
    }

    private static Map<String, String> only(Map<String, @Nullable String> altered, String key) {
        String value = altered.get(key);
        return value == null ? Collections.emptyMap() : Map.of(key, value);
    }
}
