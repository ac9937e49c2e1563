package io.kafkafips.authorizer.kafka;

import java.util.Locale;
import java.util.Set;
import org.apache.kafka.server.authorizer.AuthorizerServerInfo;

/** Which half of a node an authorizer serves: Kafka makes one for each. */
enum NodeRole {
    BROKER,
    CONTROLLER;

    /** A combined node makes two authorizers from the same settings; only the endpoints tell them apart. */
    @SuppressWarnings("removal") // its successor listener() is not in Kafka 3.9 and 4.0
    static NodeRole of(AuthorizerServerInfo serverInfo, Set<String> controllerListeners) {
        boolean controller = !serverInfo.endpoints().isEmpty()
                && serverInfo.endpoints().stream()
                        .map(endpoint -> endpoint.listenerName().orElse("").toUpperCase(Locale.ROOT))
                        .allMatch(controllerListeners::contains);
        return controller ? CONTROLLER : BROKER;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
