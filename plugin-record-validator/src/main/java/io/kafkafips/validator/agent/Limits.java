package io.kafkafips.validator.agent;

/**
 * How much is read of a compressed batch.
 *
 * @param recordBytes the largest decompressed record
 * @param batchBytes the most decompressed bytes of a batch
 */
record Limits(int recordBytes, int batchBytes) {
    /** Of a record. As objects, two bytes of an empty header become fifty, and few bytes of a codec a million headers. */
    static final int MOST_HEADERS = 10_000;

    /** With Kafka's own limit, where this Kafka has one. */
    Limits atMost(int kafkasRecordBytes) {
        return kafkasRecordBytes >= recordBytes ? this : new Limits(kafkasRecordBytes, batchBytes);
    }

    /**
     * Refuses a record that is too large, or with which the batch is.
     *
     * @param batchIndex the position of the record
     * @param size of the record
     * @param batchSize of the batch so far, with this record
     */
    void check(int batchIndex, int size, long batchSize) {
        if (size > recordBytes) {
            throw LimitExceeded.byRecord(batchIndex, recordBytes);
        }
        if (batchSize > batchBytes) {
            throw LimitExceeded.byBatch(batchIndex, batchBytes);
        }
    }
}
