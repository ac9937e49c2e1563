package io.kafkafips.validator.policy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies of a broker in their order: the first whose pattern matches a topic's name decides, the others are not asked. Topics
 * that start with {@code __} are Kafka's own and never have a policy. Immutable apart from a cache; thread-safe.
 */
public final class PolicySet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicySet.class);

    /** No policy for any topic. */
    public static final PolicySet EMPTY = new PolicySet(List.of());

    /** What the names of Kafka's own topics start with. */
    public static final String INTERNAL_TOPICS = "__";

    private static final int MOST_CACHED_TOPICS = 20_000;

    /** Stands for "no policy" in the cache, which holds no nulls. */
    private static final TopicPolicy NONE = new TopicPolicy("", Pattern.compile(""), List.of());

    private final List<TopicPolicy> policies;
    private final Map<String, TopicPolicy> byTopic = new ConcurrentHashMap<>();

    public PolicySet(List<TopicPolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    /** The policy to apply, or {@code null} when records of the topic are not validated. */
    public @Nullable TopicPolicy forTopic(String topic) {
        if (policies.isEmpty() || topic.startsWith(INTERNAL_TOPICS)) {
            return null;
        }
        TopicPolicy cached = byTopic.get(topic);
        TopicPolicy policy = cached != null ? cached : find(topic);
        return policy == NONE || policy.isExemption() ? null : policy;
    }

    private TopicPolicy find(String topic) {
        TopicPolicy policy =
                policies.stream().filter(p -> p.covers(topic)).findFirst().orElse(NONE);
        // deleted topics stay in the cache: start over rather than grow without end
        if (byTopic.size() >= MOST_CACHED_TOPICS) {
            byTopic.clear();
        }
        byTopic.put(topic, policy);
        return policy;
    }

    /** All of them in their order. */
    public List<TopicPolicy> policies() {
        return policies;
    }

    public boolean isEmpty() {
        return policies.isEmpty();
    }

    /** How many policies there are. */
    public int size() {
        return policies.size();
    }

    @Override
    public void close() {
        policies.forEach(policy -> policy.rules().forEach(PolicySet::close));
    }

    private static void close(TopicRule rule) {
        try {
            rule.rule().close();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The rule {} cannot be closed; what it holds stays until the broker ends", rule.name(), e);
        }
    }

    @Override
    public String toString() {
        return policies.toString();
    }
}
