package io.kafkafips.validator.policy;

import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.config.YamlMapping;
import io.kafkafips.commons.config.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which topics an entry of a policy file is for.
 *
 * @param topics any of them matches the whole topic name
 * @param exceptTopics none of them does
 */
public record TopicPatterns(List<Pattern> topics, List<Pattern> exceptTopics) {
    /** The key of a list of patterns. */
    public static final String TOPICS = "topics";

    /** The key of a list of patterns, which may be missing. */
    public static final String EXCEPT = "except-topics";

    /** Reads the two lists of an entry. */
    public static TopicPatterns read(YamlMapping entry) throws YamlException {
        return new TopicPatterns(
                patterns(entry.required(TOPICS)),
                entry.optional(EXCEPT).isPresent() ? patterns(entry.required(EXCEPT)) : List.of());
    }

    /** The {@link java.util.regex} patterns of a list that is not empty. */
    public static List<Pattern> patterns(YamlNode list) throws YamlException {
        List<Pattern> patterns = new ArrayList<>();
        for (YamlNode node : list.list()) {
            try {
                patterns.add(Pattern.compile(node.string()));
            } catch (PatternSyntaxException e) {
                YamlException refused = node.refused("a java.util.regex pattern (" + e.getDescription() + ")");
                refused.initCause(e);
                throw refused;
            }
        }
        return List.copyOf(patterns);
    }

    /** Whether the entry is for the topic. */
    public boolean covers(String topic) {
        return matching(topic).isPresent() && exception(topic).isEmpty();
    }

    /** The first pattern that matches. */
    public Optional<Pattern> matching(String topic) {
        return first(topics, topic);
    }

    /** The first pattern that takes the topic out again. */
    public Optional<Pattern> exception(String topic) {
        return first(exceptTopics, topic);
    }

    private static Optional<Pattern> first(List<Pattern> patterns, String topic) {
        return patterns.stream()
                .filter(pattern -> pattern.matcher(topic).matches())
                .findFirst();
    }
}
