package io.kafkafips.validator.schema;

import io.kafkafips.validator.registry.SchemaId;
import org.jspecify.annotations.Nullable;

/**
 * Compiled schemas, for threads that must not wait.
 *
 * @param <S> a compiled schema
 */
@FunctionalInterface
interface SchemaSource<S> {
    /**
     * The schema that a record names.
     *
     * @param id {@code null} where records name none
     * @throws org.apache.kafka.common.InvalidRecordException when there is none, or none that can be used
     * @throws org.apache.kafka.common.errors.RetriableException when that is not known at the moment
     */
    S schema(@Nullable SchemaId id);
}
