package io.kafkafips.tiered.key;

import io.kafkafips.commons.config.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Which topic is encrypted under which key: rules of {@code rsm.config.keys.topics}, of which the first that matches counts. Immutable. */
public final class TopicRules {
    static final String TOPIC_ID = "{topic-id}";

    private static final String SETTING = KeySettings.PREFIX + KeySettings.TOPICS_CONFIG;
    private static final Pattern TOPIC_PATTERN = Pattern.compile("[a-zA-Z0-9._*-]{1,249}");

    private final List<Rule> rules;

    private TopicRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    private record Rule(String pattern, Pattern topics, String template) {
        Key key(Uuid topicId, String topic) {
            return template.contains(TOPIC_ID)
                    ? new Key(template.replace(TOPIC_ID, KeyTopic.hex(topicId)), new KeyTopic(topicId, topic))
                    : new Key(template, KeyTopic.NONE);
        }
    }

    /**
     * The key of a topic.
     *
     * @param topic the topic, where the key is for it alone
     */
    record Key(String name, KeyTopic topic) {}

    /**
     * Reads the rules.
     *
     * @throws org.apache.kafka.common.config.ConfigException naming the element that is wrong
     */
    public static TopicRules of(@Nullable String setting) {
        if (setting == null || setting.isBlank()) {
            throw refused(setting, "rules of the form <topic pattern>:<key name>, separated by commas");
        }
        List<Rule> rules = new ArrayList<>();
        for (String element : setting.split(",", -1)) {
            Rule rule = rule(element.strip());
            if (rules.stream().anyMatch(earlier -> earlier.pattern.equals(rule.pattern))) {
                throw refused(element.strip(), "each pattern once: the first that matches counts");
            }
            rules.add(rule);
        }
        return new TopicRules(rules);
    }

    /** The key of a topic; empty where no rule matches. */
    Optional<Key> keyOf(Uuid topicId, String topic) {
        return rules.stream()
                .filter(rule -> rule.topics.matcher(topic).matches())
                .findFirst()
                .map(rule -> rule.key(topicId, topic));
    }

    @Override
    public String toString() {
        return String.join(
                ",",
                rules.stream().map(rule -> rule.pattern + ":" + rule.template).toList());
    }

    private static Rule rule(String element) {
        int colon = element.indexOf(':');
        if (colon < 0) {
            throw refused(element, "<topic pattern>:<key name>");
        }
        String pattern = element.substring(0, colon).strip();
        String template = element.substring(colon + 1).strip();
        if (!TOPIC_PATTERN.matcher(pattern).matches()) {
            throw refused(element, "a topic's name before the colon, with * for any characters");
        }
        if (!KeyRef.isName(template.replace(TOPIC_ID, KeyTopic.hex(Uuid.ZERO_UUID)))) {
            throw refused(
                    element,
                    "a key's name after the colon: lower case letters, digits, dots, underscores and hyphens, at most 64, of which "
                            + TOPIC_ID + " takes 32");
        }
        return new Rule(pattern, compiled(pattern), template);
    }

    private static Pattern compiled(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String literal : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
        }
        return Pattern.compile(regex.toString());
    }

    private static RuntimeException refused(@Nullable String element, String expected) {
        return Refusal.setting(
                SETTING,
                element,
                expected,
                SETTING + "=payments:payments,customer-*:customer." + TOPIC_ID + ",*:shared");
    }
}
