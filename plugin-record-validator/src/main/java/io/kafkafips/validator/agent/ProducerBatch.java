package io.kafkafips.validator.agent;

/**
 * What Kafka tells the batches of an idempotent producer in a partition apart by.
 *
 * @param producerId negative when the producer is not idempotent
 * @param epoch of the producer
 * @param baseSequence the sequence of its first record; goes on with 0 after the largest int
 */
record ProducerBatch(long producerId, short epoch, int baseSequence) {
    boolean isIdempotent() {
        return producerId >= 0;
    }

    boolean isOfSameEpoch(ProducerBatch other) {
        return epoch == other.epoch;
    }

    /** Whether a producer sends it after the other one, of the same epoch: the shorter way round is what lies between. */
    boolean isAfter(ProducerBatch other) {
        int distance = (baseSequence - other.baseSequence) & Integer.MAX_VALUE;
        return distance != 0 && distance <= Integer.MAX_VALUE / 2;
    }
}
