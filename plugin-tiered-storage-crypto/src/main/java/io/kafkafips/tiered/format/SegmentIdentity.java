package io.kafkafips.tiered.format;

import org.apache.kafka.common.Uuid;

/**
 * Which segment an object belongs to, as Kafka's own remote log metadata says it. Never read from storage: it is what makes an
 * object useless in any other place.
 *
 * @param segmentId new for every upload attempt
 */
public record SegmentIdentity(Uuid topicId, int partition, Uuid segmentId) {}
