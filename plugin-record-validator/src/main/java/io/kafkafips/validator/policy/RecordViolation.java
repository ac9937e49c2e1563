package io.kafkafips.validator.policy;

/**
 * A record that was refused, as the producer is told.
 *
 * @param batchIndex the position of the record in its batch, from 0
 * @param message which rule refused it and why, without payload
 */
public record RecordViolation(int batchIndex, String message) {}
