package io.kafkafips.tiered.kafka;

import io.kafkafips.commons.metrics.Description;
import java.util.Map;

/** How the keys of tiered storage are, as {@code io.kafkafips:type=TieredStorageKeys,broker=<id>}. */
public interface KeyMetricsMXBean {
    @Description("1 while the key service answers as it should. Alert on 0.")
    int getKeyServiceHealthy();

    @Description("What is wrong with the key service; empty when nothing is.")
    String getKeyServiceDetail();

    @Description(
            "Milliseconds since the whole registry was read without an error. Alert well below keys.cache.max.age.ms.")
    long getRegistryAgeMs();

    @Description("What is wrong with the registry; empty when nothing is.")
    String getRegistryError();

    @Description("Versions of topic keys in the registry.")
    long getKeyVersions();

    @Description("How many of them were shredded.")
    long getShreddedKeyVersions();

    @Description("Topic keys that the key service was asked to unwrap.")
    long getTopicKeyUnwraps();

    @Description("How many of these it did not give.")
    long getTopicKeyUnwrapFailures();

    @Description("Mean time of the key service to unwrap a topic key, in microseconds.")
    long getTopicKeyUnwrapMeanMicros();

    @Description("Longest time of the key service to unwrap a topic key, in microseconds.")
    long getTopicKeyUnwrapMaxMicros();

    @Description("Time of the key service for all unwraps of topic keys together, in microseconds.")
    long getTopicKeyUnwrapTotalMicros();

    @Description("Uses of a topic key that was in memory.")
    long getTopicKeyCacheHits();

    @Description("Uses of a topic key that was not in memory.")
    long getTopicKeyCacheMisses();

    @Description("Uses refused because the key service had refused a moment before.")
    long getTopicKeyNegativeHits();

    @Description("Topic keys in memory, unwrapped.")
    long getTopicKeyCacheSize();

    @Description(
            "Age in seconds of the oldest version that this broker has encrypted segments under since its start, and would again.")
    long getOldestKeyAgeSeconds();

    @Description(
            "How many of these versions have passed a limit, keys.limits.*, and wait for a rotation. Alert on any.")
    long getKeysPastLimit();

    @Description("Bytes of segments that were encrypted since the start, by key, version and id.")
    Map<String, Long> getBytesByKey();

    @Description("Uploads that were encrypted since the start, by key, version and id.")
    Map<String, Long> getDataKeysByKey();
}
