package io.kafkafips.tiered.kafka;

import io.kafkafips.commons.metrics.DescribedBean;
import io.kafkafips.tiered.crypto.SegmentCounters;
import io.kafkafips.tiered.crypto.SegmentCounters.CopyFailure;
import io.kafkafips.tiered.key.SegmentKeys;
import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The counters as a JMX bean, from registration to close. */
final class TieredStorageMetrics implements TieredStorageMetricsMXBean, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TieredStorageMetrics.class);
    private static final String NAME = "io.kafkafips:type=TieredStorage,broker=";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final SegmentCounters counters;
    private final SegmentKeys keys;
    private final boolean nativeReady;
    private final ObjectName name;

    private TieredStorageMetrics(SegmentCounters counters, SegmentKeys keys, boolean nativeReady, int brokerId)
            throws JMException {
        this.counters = counters;
        this.keys = keys;
        this.nativeReady = nativeReady;
        this.name = register(brokerId);
    }

    static TieredStorageMetrics register(
            SegmentCounters counters, SegmentKeys keys, boolean nativeReady, int brokerId) {
        try {
            return new TieredStorageMetrics(counters, keys, nativeReady, brokerId);
        } catch (JMException e) {
            throw new IllegalStateException("Cannot register " + NAME + brokerId, e);
        }
    }

    ObjectName name() {
        return name;
    }

    @Override
    public void close() {
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            LOG.debug("{} was not registered any more", name, e);
        }
    }

    /** Two managers of one broker id in one JVM both get a bean. */
    private ObjectName register(int brokerId) throws JMException {
        DescribedBean bean = new DescribedBean(this, TieredStorageMetricsMXBean.class);
        for (int instance = 1; ; instance++) {
            ObjectName candidate = new ObjectName(NAME + brokerId + (instance == 1 ? "" : ",instance=" + instance));
            try {
                server.registerMBean(bean, candidate);
                return candidate;
            } catch (InstanceAlreadyExistsException e) {
                LOG.debug("{} is taken", candidate, e);
            }
        }
    }

    @Override
    public long getSealedBytes() {
        return counters.sealedBytes();
    }

    @Override
    public long getOpenedBytes() {
        return counters.openedBytes();
    }

    @Override
    public long getTagFailures() {
        return counters.tagFailures();
    }

    @Override
    public long getTruncations() {
        return counters.truncations();
    }

    @Override
    public long getRefusedHeaders() {
        return counters.refusedHeaders();
    }

    @Override
    public long getCopies() {
        return counters.copies();
    }

    @Override
    public long getCopiesInFlight() {
        return counters.copiesInFlight();
    }

    @Override
    public long getCopiesFailedForKeys() {
        return counters.failedCopies(CopyFailure.KEY);
    }

    @Override
    public long getCopiesFailedInStorage() {
        return counters.failedCopies(CopyFailure.STORAGE);
    }

    @Override
    public long getCopiesFailedForSegments() {
        return counters.failedCopies(CopyFailure.SEGMENT);
    }

    @Override
    public long getDeletions() {
        return counters.deletions();
    }

    @Override
    public long getDeletionsFailed() {
        return counters.failedDeletions();
    }

    @Override
    public long getSpoolFallbacks() {
        return counters.spoolFallbacks();
    }

    @Override
    public long getSpooledCopies() {
        return counters.spooledCopies();
    }

    @Override
    public long getSpoolFailures() {
        return counters.spoolFailures();
    }

    @Override
    public long getUnwraps() {
        return keys.unwraps();
    }

    @Override
    public long getUnwrapFailures() {
        return keys.unwrapFailures();
    }

    @Override
    public long getKeyCacheHits() {
        return keys.hits();
    }

    @Override
    public long getKeyCacheSize() {
        return keys.size();
    }

    @Override
    public boolean isNativeAccelerationReady() {
        return nativeReady;
    }
}
