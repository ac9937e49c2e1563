package io.kafkafips.validator.policy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A policy as it was written.
 *
 * @param name unique among the policies
 * @param topics any of them matches the whole topic name
 * @param exceptTopics none of them does
 * @param rules in their order; empty exempts the topics
 */
record PolicyDefinition(String name, List<Pattern> topics, List<Pattern> exceptTopics, List<RuleDefinition> rules) {
    TopicPatterns patterns() {
        return new TopicPatterns(topics, exceptTopics);
    }
}
