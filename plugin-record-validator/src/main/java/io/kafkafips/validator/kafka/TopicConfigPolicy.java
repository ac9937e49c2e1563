package io.kafkafips.validator.kafka;

import io.kafkafips.validator.governance.TopicChange;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.server.policy.AlterConfigPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The policy by which controllers refuse configs of topics that do not keep to the {@code topic-governance} of the policy file.
 *
 * <pre>
 * alter.config.policy.class.name=io.kafkafips.validator.kafka.TopicConfigPolicy
 * record.validation.policy.file=/etc/kafka/policy.yaml
 * </pre>
 *
 * <p>A cluster has one such policy. With the authorizer's, this one is named in {@code alter.config.policy.delegates}.
 *
 * <p>KRaft tells it what is altered, not what the topic has besides.
 */
public final class TopicConfigPolicy extends TopicPolicyPlugin implements AlterConfigPolicy {
    /** Kafka makes it by its name. */
    public TopicConfigPolicy() {
        super(null);
    }

    TopicConfigPolicy(GovernedTopics topics) {
        super(topics);
    }

    /**
     * Looks at one change; those of anything but topics pass.
     *
     * @throws org.apache.kafka.common.errors.PolicyViolationException which says what is wrong with it
     */
    @Override
    public void validate(RequestMetadata request) {
        GovernedTopics topics = topics();
        if (request.resource().type() == ConfigResource.Type.TOPIC) {
            // Kafka has null for a config that is deleted, which its signature does not tell
            Map<String, @Nullable String> altered = new HashMap<>();
            request.configs().forEach(altered::put);
            topics.require(new TopicChange(request.resource().name(), null, altered));
        }
    }
}
