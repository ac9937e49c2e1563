package io.kafkafips.authorizer.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads settings of Kafka itself from the raw map that an authorizer gets: strings as they stand in {@code server.properties}. */
final class KafkaSettings {
    static final String LISTENERS = "listeners";
    static final String ADVERTISED_LISTENERS = "advertised.listeners";
    static final String SECURITY_PROTOCOL_MAP = "listener.security.protocol.map";
    static final String CONTROLLER_LISTENER_NAMES = "controller.listener.names";
    static final String INTER_BROKER_LISTENER_NAME = "inter.broker.listener.name";
    static final String INTER_BROKER_PROTOCOL = "security.inter.broker.protocol";

    private KafkaSettings() {}

    /** The elements of a list, without blanks around them; empty when the setting is missing. */
    static List<String> list(Map<String, ?> configs, String key) {
        Object seen = configs.get(key);
        if (seen == null) {
            return List.of();
        }
        List<String> raw = seen instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : Arrays.asList(String.valueOf(seen).split(",", -1));
        return raw.stream()
                .map(String::trim)
                .filter(element -> !element.isEmpty())
                .toList();
    }
}
