package io.kafkafips.validator.kafka;

import io.kafkafips.validator.governance.TopicChange;
import io.kafkafips.validator.governance.TopicChange.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.server.policy.CreateTopicPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The policy by which controllers refuse topics that do not keep to the {@code topic-governance} of the policy file.
 *
 * <pre>
 * create.topic.policy.class.name=io.kafkafips.validator.kafka.TopicCreationPolicy
 * record.validation.policy.file=/etc/kafka/policy.yaml
 * </pre>
 *
 * <p>KRaft asks it on the active controller, for topics that clients create and for those that brokers create by themselves. It has
 * then put its own defaults in for partitions and replication factor; configs that are not given are not told.
 */
public final class TopicCreationPolicy extends TopicPolicyPlugin implements CreateTopicPolicy {
    /** Kafka makes it by its name. */
    public TopicCreationPolicy() {
        super(null);
    }

    TopicCreationPolicy(GovernedTopics topics) {
        super(topics);
    }

    /**
     * Looks at one new topic.
     *
     * @throws org.apache.kafka.common.errors.PolicyViolationException which says what is wrong with it
     */
    @Override
    public void validate(RequestMetadata request) {
        GovernedTopics topics = topics();
        Map<String, @Nullable String> configs = new HashMap<>(request.configs());
        topics.require(new TopicChange(request.topic(), size(request), configs));
    }

    private static Size size(RequestMetadata request) {
        // assignments by hand come without the two numbers, which Kafka's signature does not tell
        @Nullable Map<Integer, List<Integer>> assignments = request.replicasAssignments();
        if (assignments != null) {
            return new Size(
                    assignments.size(),
                    assignments.values().stream().map(List::size).toList());
        }
        return new Size(
                request.numPartitions(), List.of(request.replicationFactor().intValue()));
    }
}
