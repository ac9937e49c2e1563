package io.kafkafips.validator.registry;

import java.util.Optional;

/**
 * Schemas by their ids, for threads that must not wait: an answer comes from memory, or not yet. Thread-safe.
 *
 * <p>What is asked for and not known is fetched in the background, and the caller gets a retriable error meanwhile; so does one who
 * asks while the registry is out of reach, unless the policy file says otherwise.
 */
public interface SchemaRegistry extends AutoCloseable {
    /**
     * The schema of an id. Never waits. As long as the registry's answer stays the same, so does the object.
     *
     * @throws org.apache.kafka.common.InvalidRecordException when the registry has no such schema
     * @throws org.apache.kafka.common.errors.RetriableException when that is not known at the moment
     */
    RegisteredSchema schema(SchemaId id);

    /** How it fares; empty where nothing can go wrong. */
    default Optional<RegistryStatistics> statistics() {
        return Optional.empty();
    }

    /** Ends what runs in the background. What is in memory can be asked for still. */
    @Override
    default void close() {}
}
