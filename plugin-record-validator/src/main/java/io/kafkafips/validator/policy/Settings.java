package io.kafkafips.validator.policy;

import io.kafkafips.commons.config.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Values as a {@link ConfigDef} types them. Stricter than {@link ConfigDef#parse}: a key that is not declared is refused, and each
 * refusal names the whole key and its remedy.
 *
 * @param values by key, without the prefix
 */
record Settings(Map<String, @Nullable Object> values) {

    /**
     * @param prefix what stands before the keys in {@code server.properties}, for the messages
     * @param texts the values by key, without the prefix
     */
    static Settings parse(String prefix, ConfigDef def, Map<String, String> texts) {
        texts.forEach((key, text) -> {
            if (!def.configKeys().containsKey(key)) {
                throw Refusal.setting(
                        prefix + key,
                        text,
                        "one of the keys " + new TreeSet<>(def.names()) + " below "
                                + (prefix.isEmpty() ? "the root" : prefix),
                        "correct the key, or remove the line");
            }
        });
        Map<String, @Nullable Object> values = new HashMap<>();
        def.configKeys().forEach((key, declared) -> values.put(key, value(prefix, declared, texts.get(key))));
        return new Settings(values);
    }

    private static @Nullable Object value(String prefix, ConfigKey key, @Nullable String text) {
        if (text == null && key.hasDefault()) {
            return key.defaultValue;
        }
        String line = prefix + key.name + "=" + example(key);
        if (text == null) {
            throw Refusal.setting(prefix + key.name, null, expected(key), line);
        }
        try {
            Object value = ConfigDef.parseType(key.name, text.trim(), key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, value);
            }
            return value;
        } catch (ConfigException e) {
            throw Refusal.setting(prefix + key.name, text, expected(key), line, e);
        }
    }

    private static String expected(ConfigKey key) {
        return "a value of type " + key.type + (key.validator == null ? "" : ", " + key.validator);
    }

    private static String example(ConfigKey key) {
        return key.hasDefault() ? String.valueOf(key.defaultValue) : "<" + key.type + ">";
    }

    int integer(String key) {
        return (Integer) value(key);
    }

    String string(String key) {
        return (String) value(key);
    }

    List<String> list(String key) {
        return ((List<?>) value(key)).stream().map(String::valueOf).toList();
    }

    private Object value(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("not declared: " + key);
        }
        return value;
    }
}
