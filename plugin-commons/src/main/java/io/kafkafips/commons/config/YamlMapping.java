package io.kafkafips.commons.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A mapping in a YAML file, all of whose keys are known. Immutable. */
public final class YamlMapping {
    private final YamlNode node;
    private final Map<String, YamlNode> members;

    YamlMapping(YamlNode node, Map<String, YamlNode> members) {
        this.node = node;
        this.members = members;
    }

    /**
     * The value of a key.
     *
     * @throws YamlException when the mapping lacks it
     */
    public YamlNode required(String key) throws YamlException {
        YamlNode member = members.get(key);
        if (member == null) {
            throw node.place().refused("lacks the key " + key);
        }
        return member;
    }

    public Optional<YamlNode> optional(String key) {
        return Optional.ofNullable(members.get(key));
    }

    public Set<String> keys() {
        return Set.copyOf(members.keySet());
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** The mapping itself, to refuse it. */
    public YamlNode node() {
        return node;
    }
}
