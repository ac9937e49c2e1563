package io.kafkafips.validator.agent;

import org.jspecify.annotations.Nullable;

/**
 * A call by which Kafka begins to iterate over the records of a batch.
 *
 * @param batch Kafka's batch
 * @param bufferSupplier what lends buffers for decompression, if the call has it
 * @param kafkasLimit the largest decompressed record that Kafka itself allows
 * @param validator the {@code LogValidator} that calls
 */
record IterationCall(Object batch, @Nullable Object bufferSupplier, int kafkasLimit, Object validator) {}
