package io.kafkafips.tiered.kafka;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.tiered.crypto.ModuleErrors;
import io.kafkafips.tiered.crypto.ObjectKey;
import io.kafkafips.tiered.crypto.SegmentCounters;
import io.kafkafips.tiered.crypto.SegmentCounters.CopyFailure;
import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.ObjectType;
import io.kafkafips.tiered.format.SegmentIdentity;
import io.kafkafips.tiered.format.SegmentMarker;
import io.kafkafips.tiered.kafka.SegmentViews.Named;
import io.kafkafips.tiered.key.GeneratedKey;
import io.kafkafips.tiered.key.KeyServiceException;
import io.kafkafips.tiered.key.SegmentKeys;
import io.kafkafips.tiered.view.CiphertextView;
import io.kafkafips.tiered.view.PlaintextSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;

/** Uploads segments through the delegate, each under a data encryption key of its own. Thread-safe. */
final class SegmentUploader {
    private final SegmentHandover delegate;
    private final SegmentKeys keys;
    private final KeyFailures keyFailures;
    private final MetadataMapper mapper;
    private final SegmentCounters counters;

    SegmentUploader(
            SegmentHandover delegate,
            SegmentKeys keys,
            KeyFailures keyFailures,
            MetadataMapper mapper,
            SegmentCounters counters) {
        this.delegate = delegate;
        this.keys = keys;
        this.keyFailures = keyFailures;
        this.mapper = mapper;
        this.counters = counters;
    }

    /** Returns the mark that Kafka keeps with the segment. */
    CustomMetadata upload(RemoteLogSegmentMetadata metadata, LogSegmentData data) throws RemoteStorageException {
        CountedCopy copy = CountedCopy.begin(counters);
        try (copy) {
            RemoteLogSegmentMetadata encrypted = mapper.forCopy(metadata);
            SegmentIdentity identity = MetadataMapper.identityOf(metadata);
            copy.enters(CopyFailure.KEY);
            GeneratedKey key = keys.generate(
                    identity.topicId(), metadata.topicIdPartition().topic(), metadata.segmentSizeInBytes());
            copy.enters(CopyFailure.SEGMENT);
            int chunkLog2 = mapper.chunkLog2For(metadata.segmentSizeInBytes());
            try (Upload upload = new Upload(key, objectId(), identity, chunkLog2)) {
                SegmentViews views = upload.views(data, metadata.segmentSizeInBytes());
                copy.enters(CopyFailure.STORAGE);
                Optional<CustomMetadata> delegateMetadata = delegate.copy(encrypted, views);
                copy.enters(CopyFailure.SEGMENT);
                CustomMetadata kept =
                        mapper.toKeep(upload.marker(data.transactionIndex().isPresent()), delegateMetadata);
                copy.succeeds();
                return kept;
            } finally {
                key.key().destroy();
            }
        } catch (KeyServiceException e) {
            throw keyFailures.onCopy(metadata.remoteLogSegmentId(), e);
        } catch (GeneralSecurityException | IOException | RuntimeException | Error e) {
            // Kafka cleans up after a RemoteStorageException alone, and its task does not survive an Error
            throw new RemoteStorageException("Cannot encrypt " + metadata.remoteLogSegmentId(), e);
        }
    }

    private static Uuid objectId() throws GeneralSecurityException {
        byte[] random = new byte[2 * Long.BYTES];
        ModuleErrors.converted(() -> {
            FipsJca.nonceRandom().nextBytes(random);
            return random;
        });
        ByteBuffer bits = ByteBuffer.wrap(random);
        return new Uuid(bits.getLong(), bits.getLong());
    }

    /** The views of one segment, which nobody can read any more once it is closed. */
    private final class Upload implements Closeable {
        private final GeneratedKey key;
        private final Uuid objectId;
        private final SegmentIdentity identity;
        private final int chunkLog2;
        private final List<CiphertextView> views = new ArrayList<>();

        Upload(GeneratedKey key, Uuid objectId, SegmentIdentity identity, int chunkLog2) {
            this.key = key;
            this.objectId = objectId;
            this.identity = identity;
            this.chunkLog2 = chunkLog2;
        }

        SegmentViews views(LogSegmentData data, int logBytes) throws IOException, GeneralSecurityException {
            PlaintextSource log = PlaintextSource.of(data.logSegment());
            if (log.sizeBytes() != logBytes) {
                throw new IOException(
                        data.logSegment() + " has " + log.sizeBytes() + " bytes, Kafka's metadata says " + logBytes);
            }
            Optional<Path> transactions = data.transactionIndex();
            return new SegmentViews(
                    new Named(view(ObjectType.LOG, log), name(data.logSegment())),
                    named(ObjectType.OFFSET_INDEX, data.offsetIndex()),
                    named(ObjectType.TIME_INDEX, data.timeIndex()),
                    transactions.isPresent()
                            ? Optional.of(named(ObjectType.TRANSACTION_INDEX, transactions.get()))
                            : Optional.empty(),
                    named(ObjectType.PRODUCER_SNAPSHOT, data.producerSnapshotIndex()),
                    view(ObjectType.LEADER_EPOCH, PlaintextSource.of(data.leaderEpochIndex()))
                            .asBuffer());
        }

        SegmentMarker marker(boolean transactionIndex) {
            return SegmentMarker.of(chunkLog2, objectId, transactionIndex);
        }

        @Override
        public void close() {
            views.forEach(CiphertextView::close);
        }

        private Named named(ObjectType type, Path file) throws IOException, GeneralSecurityException {
            return new Named(view(type, PlaintextSource.of(file)), name(file));
        }

        private CiphertextView view(ObjectType type, PlaintextSource source) throws GeneralSecurityException {
            ContainerHeader header = new ContainerHeader(type, chunkLog2, source.sizeBytes(), objectId, key.wrapped());
            ObjectKey bound = ObjectKey.bind(key.key(), type, header.layout(), objectId, identity);
            CiphertextView view = new CiphertextView(source, header, bound, counters);
            views.add(view);
            return view;
        }

        private String name(Path file) {
            return String.valueOf(file.getFileName());
        }
    }
}
