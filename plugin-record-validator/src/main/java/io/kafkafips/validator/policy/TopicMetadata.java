package io.kafkafips.validator.policy;

import org.apache.kafka.common.TopicPartition;

/**
 * What a rule may know of the place a record goes to.
 *
 * @param topicPartition the partition of the append
 */
public record TopicMetadata(TopicPartition topicPartition) {}
