package io.kafkafips.ssl.policy;

import java.util.Collection;
import java.util.Map;

/**
 * What kind of process a configuration is for. Kafka does not tell a factory whether it will serve or connect, but a broker or
 * controller hands over all its settings, {@code process.roles} among them, and a client does not have that one.
 */
public enum NodeRole {
    /** A broker or controller: it serves, and connects to its like with the same settings. */
    SERVER,
    /** A client: it connects. */
    CLIENT;

    /** The key that KRaft demands of every server, and no client knows. */
    public static final String KEY = "process.roles";

    /** Reads the settings as Kafka hands them to {@code configure}. */
    public static NodeRole of(Map<String, ?> configs) {
        Object roles = configs.get(KEY);
        boolean named = roles instanceof Collection<?> list
                ? !list.isEmpty()
                : roles != null && !String.valueOf(roles).isBlank();
        return named ? SERVER : CLIENT;
    }
}
