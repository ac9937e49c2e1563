package io.kafkafips.validator.report;

/**
 * Counts of one key that can be put together with those of another.
 *
 * @param <T> itself
 */
interface Tally<T> {
    /** Grows with every batch: one that has not grown was idle. */
    long activity();

    /** Adds what another has counted. */
    void absorb(T other);
}
