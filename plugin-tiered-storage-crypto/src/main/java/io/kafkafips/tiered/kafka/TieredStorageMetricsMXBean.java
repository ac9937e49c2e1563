package io.kafkafips.tiered.kafka;

import io.kafkafips.commons.metrics.Description;

/**
 * What the encryption of tiered storage has done since the broker started, as {@code io.kafkafips:type=TieredStorage,broker=<id>}. A
 * bean of its own: Kafka's plug-in metrics do not reach a RemoteStorageManager behind a class path of its own.
 */
public interface TieredStorageMetricsMXBean {
    @Description("Bytes of plaintext that were encrypted.")
    long getSealedBytes();

    @Description("Bytes of plaintext that were decrypted, tag checked.")
    long getOpenedBytes();

    @Description("Chunks whose tag did not fit: tampering, unless storage is broken. Alert on any.")
    long getTagFailures();

    @Description("Objects that ended too early. Alert on any.")
    long getTruncations();

    @Description("Headers that were not those of the object. Alert on any.")
    long getRefusedHeaders();

    @Description("Segments that were stored.")
    long getCopies();

    @Description("Segments that are being stored now.")
    long getCopiesInFlight();

    @Description(
            "Copies that failed because no key was to be had. Kafka repeats them; while it lasts, local disks fill.")
    long getCopiesFailedForKeys();

    @Description("Copies that failed in the delegate or in the spool. Kafka repeats them.")
    long getCopiesFailedInStorage();

    @Description("Copies that failed for the segment's own files, their encryption or their mark in Kafka's metadata.")
    long getCopiesFailedForSegments();

    @Description("Segments that were deleted from storage.")
    long getDeletions();

    @Description("Deletions that failed in the delegate. Kafka repeats them.")
    long getDeletionsFailed();

    @Description(
            "Copies that were repeated because the delegate insisted on files. Set spool.mode=always if there are any.")
    long getSpoolFallbacks();

    @Description("Segments that were written, encrypted, to the broker's disk before their copy.")
    long getSpooledCopies();

    @Description("How often the spool could not be written, as on a full disk.")
    long getSpoolFailures();

    @Description("Data encryption keys that the key service was asked for.")
    long getUnwraps();

    @Description("How many of these it did not give.")
    long getUnwrapFailures();

    @Description("Reads whose key was at hand.")
    long getKeyCacheHits();

    @Description("Unwrapped keys in memory, about.")
    long getKeyCacheSize();

    @Description(
            "Whether the FIPS module works with its native library; without it encryption is about 60 times slower.")
    boolean isNativeAccelerationReady();
}
