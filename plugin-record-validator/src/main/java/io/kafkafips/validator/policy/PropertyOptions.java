package io.kafkafips.validator.policy;

import io.kafkafips.commons.config.Refusal;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Options in {@code server.properties}.
 *
 * @param prefix what stands before the keys there
 * @param texts the values by key, without the prefix
 */
record PropertyOptions(String prefix, Map<String, String> texts) implements OptionSource {
    @Override
    public Set<String> keys() {
        return texts.keySet();
    }

    @Override
    public @Nullable Object value(String key) {
        return texts.get(key);
    }

    @Override
    public ConfigException refused(String key, String expected, String remedy, @Nullable Throwable cause) {
        return refusal(prefix + key, texts.get(key), expected, remedy, cause);
    }

    @Override
    public ConfigException refused(String expected, String remedy, @Nullable Throwable cause) {
        return refusal(prefix + "*", texts, expected, remedy, cause);
    }

    private static ConfigException refusal(
            String key, @Nullable Object seen, String expected, String remedy, @Nullable Throwable cause) {
        return cause == null
                ? Refusal.setting(key, seen, expected, remedy)
                : Refusal.setting(key, seen, expected, remedy, cause);
    }
}
