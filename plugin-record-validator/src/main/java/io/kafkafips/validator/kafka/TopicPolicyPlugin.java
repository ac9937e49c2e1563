package io.kafkafips.validator.kafka;

import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.jspecify.annotations.Nullable;

/** What a policy of controllers does with the topic governance: reads it when Kafka configures the policy, and ends with it. */
abstract class TopicPolicyPlugin implements Configurable, AutoCloseable {
    private @Nullable GovernedTopics topics;

    TopicPolicyPlugin(@Nullable GovernedTopics topics) {
        this.topics = topics;
    }

    /**
     * Reads the policy file.
     *
     * @throws org.apache.kafka.common.config.ConfigException stops the start
     */
    @Override
    public final void configure(Map<String, ?> configs) {
        topics = GovernedTopics.start(getClass(), configs);
    }

    /** @throws IllegalStateException before {@link #configure} */
    final GovernedTopics topics() {
        if (topics == null) {
            throw new IllegalStateException("not configured");
        }
        return topics;
    }

    @Override
    public final void close() {
        if (topics != null) {
            topics.close();
        }
    }
}
