package io.kafkafips.ssl.store;

import io.kafkafips.commons.config.Refusal;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where key or trust material comes from, for refusals.
 *
 * @param setting the key in {@code server.properties}
 * @param shown its value as it may be shown: a path, never a secret
 */
record Origin(String setting, String shown) {
    static final String HIDDEN = "[hidden]";

    ConfigException refused(String expected, String remedy) {
        return Refusal.setting(setting, shown, expected, remedy);
    }

    ConfigException refused(String expected, String remedy, Throwable cause) {
        return Refusal.setting(setting, shown, expected, remedy, cause);
    }
}
