package io.kafkafips.tiered.kafka;

import io.kafkafips.commons.config.Versions;
import io.kafkafips.commons.fips.FipsAttestation;
import io.kafkafips.commons.fips.FipsRuntime;
import io.kafkafips.commons.metrics.JmxBeans;
import io.kafkafips.tiered.crypto.SegmentCounters;
import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.SegmentMarker;
import io.kafkafips.tiered.key.KeyService;
import io.kafkafips.tiered.key.KeyServices;
import io.kafkafips.tiered.key.KeySettings;
import io.kafkafips.tiered.key.SegmentKeys;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A RemoteStorageManager that encrypts what another one stores: AES-256-GCM of the validated module, a key of its own for every
 * segment, bound to topic id, partition and segment id (see {@link ContainerFormat}).
 *
 * <pre>{@code
 * remote.log.storage.system.enable=true
 * remote.log.storage.manager.class.name=io.kafkafips.tiered.kafka.EncryptingRemoteStorageManager
 * rsm.config.keys.keystore.location=/etc/kafka/tiered-roots.bcfks
 * rsm.config.keys.keystore.password=${file:/etc/kafka/secrets:tiered.keys}
 * rsm.config.keys.root.alias=root-2026
 * rsm.config.keys.registry.path=/mnt/kafka-keys
 * rsm.config.keys.topics=customer-*:customer.{topic-id},*:shared
 * # where the ciphertext goes; without a class name, to a directory that all brokers see
 * rsm.config.delegate.class.name=io.aiven.kafka.tieredstorage.RemoteStorageManager
 * rsm.config.delegate.class.path=/opt/tiered-storage/core/*,/opt/tiered-storage/s3/*
 * rsm.config.delegate.storage.backend.class=...
 * }</pre>
 *
 * <p>Errors as Kafka understands them: an object that is not what was stored ends the read with a {@link
 * org.apache.kafka.common.errors.CorruptRecordException}, and so does a key that is gone; one that may come back with a {@link
 * org.apache.kafka.common.errors.KafkaStorageException}; the delegate's own exceptions pass through. Deleting needs no key.
 *
 * <p>Do not let the delegate compress: it gets ciphertext. Thread-safe as far as the delegate is.
 */
public final class EncryptingRemoteStorageManager implements RemoteStorageManager {
    private static final Logger LOG = LoggerFactory.getLogger(EncryptingRemoteStorageManager.class);
    private static final String MODULE = "plugin-tiered-storage-crypto";

    private volatile @Nullable Parts parts;

    /** What {@link #configure} makes. */
    private record Parts(
            TieredStorageConfig config,
            Delegate delegate,
            KeyService keyService,
            SegmentKeys keys,
            MetadataMapper mapper,
            SegmentHandover handover,
            SegmentUploader uploader,
            SegmentFetcher fetcher,
            TieredStorageMetrics metrics,
            JmxBeans beans) {}

    @Override
    public void configure(Map<String, ?> configs) {
        FipsAttestation attestation = FipsRuntime.require(MODULE);
        TieredStorageConfig config = TieredStorageConfig.of(configs);
        KeyService keyService = KeyServices.open(config.raw());
        SegmentKeys keys = openKeys(config, keyService);
        SegmentCounters counters = new SegmentCounters();
        SegmentHandover handover = openHandover(config, keyService, keys, counters);
        Delegate delegate = handover.delegate();
        MetadataMapper mapper = new MetadataMapper(config.chunkLog2(), config.customMetadataMaxBytes());
        KeyFailures keyFailures = new KeyFailures(new KafkaVersions());
        parts = new Parts(
                config,
                delegate,
                keyService,
                keys,
                mapper,
                handover,
                new SegmentUploader(handover, keys, keyFailures, mapper, counters),
                new SegmentFetcher(delegate, keys, keyFailures, mapper, counters),
                TieredStorageMetrics.register(
                        counters, keys, attestation.nativeAcceleration().ready(), config.brokerId()),
                keyBeans(config, keys));
        announce(config, delegate, keys, attestation);
    }

    @Override
    public Optional<CustomMetadata> copyLogSegmentData(RemoteLogSegmentMetadata metadata, LogSegmentData data)
            throws RemoteStorageException {
        return Optional.of(parts().uploader().upload(metadata, data));
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition)
            throws RemoteStorageException {
        requireRange(startPosition, Integer.MAX_VALUE);
        Optional<SegmentMarker> marker = MetadataMapper.markerOf(metadata);
        if (marker.isPresent()) {
            return parts().fetcher().fetchLog(metadata, marker.get(), startPosition, Integer.MAX_VALUE);
        }
        return plaintextDelegate(metadata).fetch(metadata, startPosition);
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition, int endPosition)
            throws RemoteStorageException {
        requireRange(startPosition, endPosition);
        Optional<SegmentMarker> marker = MetadataMapper.markerOf(metadata);
        if (marker.isPresent()) {
            return parts().fetcher().fetchLog(metadata, marker.get(), startPosition, endPosition);
        }
        return plaintextDelegate(metadata).fetch(metadata, startPosition, endPosition);
    }

    @Override
    public InputStream fetchIndex(RemoteLogSegmentMetadata metadata, IndexType indexType)
            throws RemoteStorageException {
        Optional<SegmentMarker> marker = MetadataMapper.markerOf(metadata);
        if (marker.isPresent()) {
            return parts().fetcher().fetchIndex(metadata, marker.get(), indexType);
        }
        return plaintextDelegate(metadata).fetchIndex(metadata, indexType);
    }

    @Override
    public void deleteLogSegmentData(RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
        Parts parts = parts();
        parts.handover()
                .delete(parts.mapper().forDelete(metadata, parts.config().plaintextReadAllowed()));
        parts.keys().forget(metadata.remoteLogSegmentId().id());
    }

    @Override
    public void close() throws IOException {
        Parts open = parts;
        parts = null;
        if (open != null) {
            open.metrics().close();
            open.beans().close();
            open.keys().close();
            open.keyService().close();
            open.handover().close();
            open.delegate().close();
        }
    }

    private Parts parts() {
        return Objects.requireNonNull(parts, "Tiered storage encryption is not configured, or closed");
    }

    /** The delegate for a segment without a mark: only where the operator gave up what the mark stands for. */
    private Delegate plaintextDelegate(RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
        Parts parts = parts();
        if (!parts.config().plaintextReadAllowed()) {
            throw new RemoteStorageException(metadata.remoteLogSegmentId()
                    + " is not marked as encrypted in Kafka's metadata and is not read. Remedy, if it was stored before encryption"
                    + " was set up: " + KeySettings.PREFIX + TieredStorageConfig.PLAINTEXT_READ_ALLOWED_CONFIG
                    + "=true, which gives up that such segments are checked");
        }
        return parts.delegate();
    }

    private static void requireRange(int start, int end) {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("Not a range: " + start + " to " + end);
        }
    }

    private static SegmentKeys openKeys(TieredStorageConfig config, KeyService keyService) {
        try {
            return SegmentKeys.open(config.keys(), keyService);
        } catch (RuntimeException e) {
            keyService.close();
            throw e;
        }
    }

    private static SegmentHandover openHandover(
            TieredStorageConfig config, KeyService keyService, SegmentKeys keys, SegmentCounters counters) {
        try {
            return SegmentHandover.open(config, counters);
        } catch (RuntimeException e) {
            keys.close();
            keyService.close();
            throw e;
        }
    }

    private static JmxBeans keyBeans(TieredStorageConfig config, SegmentKeys keys) {
        JmxBeans beans = new JmxBeans(ManagementFactory.getPlatformMBeanServer(), "type=TieredStorageKeys");
        beans.register("broker=" + config.brokerId(), new KeyMetrics(keys), KeyMetricsMXBean.class);
        return beans;
    }

    private static void announce(
            TieredStorageConfig config, Delegate delegate, SegmentKeys keys, FipsAttestation attestation) {
        LOG.info(
                "Tiered storage encryption {}: container version {}, AES-256-GCM in chunks of {} bytes; delegate {}; keys of"
                        + " topics {} in {} ({} versions, {} shredded), root keys from {}; native acceleration {}",
                Versions.of(EncryptingRemoteStorageManager.class),
                ContainerFormat.VERSION,
                config.chunkSizeBytes(),
                delegate.className(),
                config.keys().rules(),
                config.keys().registry(),
                keys.versions(),
                keys.shreddedVersions(),
                config.keys().provider(),
                attestation.nativeAcceleration().status());
        if (config.plaintextReadAllowed()) {
            LOG.warn(
                    "{}{}=true: segments that are not marked as encrypted are handed out unchecked. Remove it when the last of them"
                            + " has expired",
                    KeySettings.PREFIX,
                    TieredStorageConfig.PLAINTEXT_READ_ALLOWED_CONFIG);
        }
        if (!config.unknown().isEmpty()) {
            LOG.warn(
                    "Settings without a meaning under {}: {}. Correct or remove them",
                    KeySettings.PREFIX,
                    config.unknown());
        }
    }
}
