package io.kafkafips.tiered.kafka;

/**
 * What the encryption of tiered storage has done since the broker started, as {@code io.kafkafips:type=TieredStorage,broker=<id>}. A
 * bean of its own: Kafka's plug-in metrics do not reach a RemoteStorageManager behind a class path of its own.
 */
public interface TieredStorageMetricsMXBean {
    /** Bytes of plaintext that were encrypted. */
    long getSealedBytes();

    /** Bytes of plaintext that were decrypted, tag checked. */
    long getOpenedBytes();

    /** Chunks whose tag did not fit: tampering, unless storage is broken. Alert on any. */
    long getTagFailures();

    /** Objects that ended too early. Alert on any. */
    long getTruncations();

    /** Headers that were not those of the object. Alert on any. */
    long getRefusedHeaders();

    /** Data encryption keys that the key service was asked for. */
    long getUnwraps();

    /** How many of these it did not give. */
    long getUnwrapFailures();

    /** Reads whose key was at hand. */
    long getKeyCacheHits();

    /** Unwrapped keys in memory, about. */
    long getKeyCacheSize();

    /** Whether the FIPS module works with its native library; without it encryption is about 60 times slower. */
    boolean isNativeAccelerationReady();
}
