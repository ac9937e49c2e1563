package io.kafkafips.validator.governance;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks to be done with a topic.
 *
 * @param topic its name
 * @param size of a topic that is to be created; {@code null} when configs of an existing one are to be altered
 * @param configs to be set, by key; {@code null} for one that is to be deleted
 */
public record TopicChange(String topic, @Nullable Size size, Map<String, @Nullable String> configs) {
    public TopicChange {
        configs = Collections.unmodifiableMap(new TreeMap<>(configs));
    }

    /**
     * How large a topic is to be.
     *
     * @param partitions how many
     * @param replicationFactors of all partitions, or of each when replicas are assigned to brokers by hand
     */
    public record Size(int partitions, List<Integer> replicationFactors) {
        public Size {
            replicationFactors = List.copyOf(replicationFactors);
        }
    }

    boolean isCreation() {
        return size != null;
    }
}
