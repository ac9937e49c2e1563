package io.kafkafips.validator.policy;

import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.config.YamlMapping;
import io.kafkafips.commons.config.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Options in a policy file: every key of a mapping but those that are not the rule's. Values are scalars and lists of scalars. */
final class YamlOptions implements OptionSource {
    private final YamlMapping mapping;
    private final Map<String, Object> values = new HashMap<>();

    /** @param others the keys that are no options */
    YamlOptions(YamlMapping mapping, Set<String> others) throws YamlException {
        this.mapping = mapping;
        for (String key : mapping.keys()) {
            if (!others.contains(key)) {
                values.put(key, value(mapping.required(key)));
            }
        }
    }

    private static Object value(YamlNode node) throws YamlException {
        if (!node.isList()) {
            return node.scalar();
        }
        List<String> list = new ArrayList<>();
        for (YamlNode element : node.elements()) {
            list.add(element.scalar());
        }
        return List.copyOf(list);
    }

    @Override
    public Set<String> keys() {
        return values.keySet();
    }

    @Override
    public @Nullable Object value(String key) {
        return values.get(key);
    }

    @Override
    public ConfigException refused(String key, String expected, String remedy, @Nullable Throwable cause) {
        YamlNode node = mapping.optional(key).orElse(null);
        return refusal(
                node == null ? mapping.node() : node,
                (node == null ? "the option " + key + ", " : "") + expected,
                remedy,
                cause);
    }

    @Override
    public ConfigException refused(String expected, String remedy, @Nullable Throwable cause) {
        return refusal(mapping.node(), expected, remedy, cause);
    }

    private static ConfigException refusal(YamlNode node, String expected, String remedy, @Nullable Throwable cause) {
        YamlException place =
                node.refused(expected + (cause == null ? "" : " (" + cause.getMessage() + ")") + ". Remedy: " + remedy);
        ConfigException refusal = new ConfigException(String.valueOf(place.getMessage()));
        refusal.initCause(cause == null ? place : cause);
        return refusal;
    }
}
