package io.kafkafips.validator.report;

import io.kafkafips.validator.registry.RegistryStatistics;
import java.util.function.Supplier;

/**
 * The statistics of a registry as JMX shows them.
 *
 * @param now the statistics of this moment
 */
record RegistryBean(Supplier<RegistryStatistics> now) implements RegistryMXBean {
    private static final double MILLIS_PER_SECOND = 1000;

    @Override
    public long getHits() {
        return now.get().hits();
    }

    @Override
    public long getMisses() {
        return now.get().misses();
    }

    @Override
    public long getLookups() {
        return now.get().lookups();
    }

    @Override
    public long getLookupFailures() {
        return now.get().failures();
    }

    @Override
    public long getLookupsTurnedAway() {
        return now.get().turnedAway();
    }

    @Override
    public long getAcceptedUnvalidated() {
        return now.get().acceptedUnvalidated();
    }

    @Override
    public int getLookupsUnderWay() {
        return now.get().underWay();
    }

    @Override
    public long getSchemas() {
        return now.get().schemas();
    }

    @Override
    public double getOldestAnswerSeconds() {
        return now.get().oldest().toMillis() / MILLIS_PER_SECOND;
    }

    @Override
    public String getLastError() {
        return now.get().lastError();
    }
}
