package io.kafkafips.authorizer.kafka;

import io.kafkafips.commons.config.Refusal;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.config.SslConfigs;

/** The rule that rules for trust anchors need the TLS engine that tells the verified path, on every listener. */
final class EngineSetting {
    /** By name: no plug-in depends on another one. */
    static final String OURS = "io.kafkafips.ssl.kafka.FipsSslEngineFactory";

    private static final String KEY = SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG;
    private static final String LISTENER_PREFIX = "listener.name.";

    private EngineSetting() {}

    /**
     * Checks the settings of a node whose principal rules are set.
     *
     * @throws org.apache.kafka.common.config.ConfigException which names the first setting of another engine
     */
    static void requireOurs(Map<String, ?> configs) {
        Map<String, String> engines = new TreeMap<>();
        engines.put(KEY, Objects.toString(configs.get(KEY), ""));
        configs.forEach((key, value) -> {
            if (key.startsWith(LISTENER_PREFIX) && key.endsWith("." + KEY)) {
                engines.put(key, String.valueOf(value));
            }
        });
        engines.forEach((key, engine) -> {
            if (!engine.trim().equals(OURS)) {
                throw Refusal.setting(
                        key,
                        engine.isEmpty() ? null : engine,
                        "the engine that tells the verified path of a client, since certificate.principal.rules goes by its"
                                + " trust anchor",
                        key + "=" + OURS);
            }
        });
    }
}
