package io.kafkafips.validator.agent;

/**
 * How much is read of a compressed batch.
 *
 * @param recordBytes the largest decompressed record
 * @param batchBytes the most decompressed bytes of a batch
 */
record Limits(int recordBytes, int batchBytes) {

    /** With Kafka's own limit, where this Kafka has one. */
    Limits atMost(int kafkasRecordBytes) {
        return kafkasRecordBytes >= recordBytes ? this : new Limits(kafkasRecordBytes, batchBytes);
    }
}
