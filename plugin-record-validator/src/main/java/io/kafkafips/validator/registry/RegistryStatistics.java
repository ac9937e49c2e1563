package io.kafkafips.validator.registry;

import java.time.Duration;

/**
 * How a registry and its cache fare, counted since the start. Immutable.
 *
 * @param hits how often a schema was at hand
 * @param misses how often none was, for whatever reason
 * @param lookups answers that were sought from the registry
 * @param failures of these, how many brought none
 * @param turnedAway lookups that were not begun, because too many were under way or had just been made
 * @param acceptedUnvalidated how often a record was let pass because the registry was out of reach
 * @param underWay lookups at this moment
 * @param schemas in the cache at this moment
 * @param oldest how long ago the oldest answer of the cache was given; zero when it is empty
 * @param lastError of the last lookup that failed, without ids of records; empty when the last lookup brought an answer
 */
public record RegistryStatistics(
        long hits,
        long misses,
        long lookups,
        long failures,
        long turnedAway,
        long acceptedUnvalidated,
        int underWay,
        long schemas,
        Duration oldest,
        String lastError) {}
