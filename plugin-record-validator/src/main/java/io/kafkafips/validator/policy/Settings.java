package io.kafkafips.validator.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Values as a {@link ConfigDef} types them. Stricter than {@link ConfigDef#parse}: an option that is not declared is refused, and each
 * refusal names the place and its remedy.
 *
 * @param values by key
 */
record Settings(Map<String, @Nullable Object> values) {

    static Settings parse(OptionSource options, ConfigDef def) {
        for (String key : options.keys()) {
            if (!def.configKeys().containsKey(key)) {
                throw options.refused(
                        key,
                        "one of the keys " + new TreeSet<>(def.names()),
                        "correct the key, or remove the line",
                        null);
            }
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        def.configKeys().forEach((key, declared) -> values.put(key, value(options, declared)));
        return new Settings(values);
    }

    private static @Nullable Object value(OptionSource options, ConfigKey key) {
        Object given = options.value(key.name);
        if (given == null && key.hasDefault()) {
            return key.defaultValue;
        }
        String line = key.name + "=" + example(key);
        if (given == null || (given instanceof List<?> && key.type != ConfigDef.Type.LIST)) {
            throw options.refused(key.name, expected(key), line, null);
        }
        try {
            Object value = ConfigDef.parseType(key.name, given instanceof String text ? text.trim() : given, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, value);
            }
            return value;
        } catch (ConfigException e) {
            throw options.refused(key.name, expected(key), line, e);
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

    long longInteger(String key) {
        return (Long) value(key);
    }

    String string(String key) {
        return (String) value(key);
    }

    @Nullable
    String optionalString(String key) {
        return (String) values.get(key);
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
