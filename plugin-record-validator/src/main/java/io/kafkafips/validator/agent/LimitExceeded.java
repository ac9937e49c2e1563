package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.RecordValidatorConfig;

/** Tells that a batch has more in it than is read. */
final class LimitExceeded extends RuntimeException {
    private final int batchIndex;

    private LimitExceeded(int batchIndex, String message) {
        super(message, null, false, false);
        this.batchIndex = batchIndex;
    }

    static LimitExceeded byRecord(int batchIndex, int limit) {
        return new LimitExceeded(
                batchIndex,
                "the record is larger than " + limit + " bytes after decompression ("
                        + RecordValidatorConfig.MAX_RECORD_BYTES_CONFIG + " of the broker, or Kafka's own limit)");
    }

    static LimitExceeded byBatch(int batchIndex, int limit) {
        return new LimitExceeded(
                batchIndex,
                "with this record the batch is larger than " + limit + " bytes after decompression ("
                        + RecordValidatorConfig.MAX_BATCH_BYTES_CONFIG + " of the broker)");
    }

    static LimitExceeded byHeaders(int batchIndex) {
        return new LimitExceeded(batchIndex, "the record has more than " + Limits.MOST_HEADERS + " headers");
    }

    int batchIndex() {
        return batchIndex;
    }
}
