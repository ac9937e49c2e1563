package io.kafkafips.validator.agent;

/** The constructor of Kafka's {@code PartialDefaultRecord}; public because Kafka's package implements it. */
public interface PartialRecordMaker {
    /** Makes one. Sizes are in bytes, negative for what is null. */
    Object make(
            int sizeInBytes, byte attributes, long offset, long timestamp, int sequence, int keySize, int valueSize);
}
