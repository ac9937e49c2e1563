package io.kafkafips.tiered.kafka;

import io.kafkafips.tiered.key.SegmentKeys;
import java.time.Duration;
import java.util.Map;

/** The state of the keys for JMX. */
final class KeyMetrics implements KeyMetricsMXBean {
    private final SegmentKeys keys;

    KeyMetrics(SegmentKeys keys) {
        this.keys = keys;
    }

    @Override
    public int getKeyServiceHealthy() {
        return keys.health().healthy() ? 1 : 0;
    }

    @Override
    public String getKeyServiceDetail() {
        return keys.health().detail();
    }

    @Override
    public long getRegistryAgeMs() {
        return keys.registryAge().toMillis();
    }

    @Override
    public String getRegistryError() {
        return keys.registryError();
    }

    @Override
    public long getKeyVersions() {
        return keys.versions();
    }

    @Override
    public long getShreddedKeyVersions() {
        return keys.shreddedVersions();
    }

    @Override
    public long getTopicKeyUnwraps() {
        return keys.statistics().calls();
    }

    @Override
    public long getTopicKeyUnwrapFailures() {
        return keys.statistics().failures();
    }

    @Override
    public long getTopicKeyUnwrapMeanMicros() {
        return micros(keys.statistics().mean());
    }

    @Override
    public long getTopicKeyUnwrapMaxMicros() {
        return micros(keys.statistics().slowest());
    }

    @Override
    public long getTopicKeyUnwrapTotalMicros() {
        return micros(keys.statistics().total());
    }

    @Override
    public long getTopicKeyCacheHits() {
        return keys.statistics().hits();
    }

    @Override
    public long getTopicKeyCacheMisses() {
        return keys.statistics().misses();
    }

    @Override
    public long getTopicKeyNegativeHits() {
        return keys.statistics().negatives();
    }

    @Override
    public long getTopicKeyCacheSize() {
        return keys.topicKeysInMemory();
    }

    @Override
    public long getOldestKeyAgeSeconds() {
        return keys.oldestKeyAge().toSeconds();
    }

    @Override
    public long getKeysPastLimit() {
        return keys.keysPastLimit();
    }

    @Override
    public Map<String, Long> getBytesByKey() {
        return keys.bytesByKey();
    }

    @Override
    public Map<String, Long> getDataKeysByKey() {
        return keys.dataKeysByKey();
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1000;
    }
}
