package io.kafkafips.tiered.kafka;

import io.kafkafips.tiered.crypto.DecryptingInputStream;
import io.kafkafips.tiered.crypto.DecryptingInputStream.Range;
import io.kafkafips.tiered.crypto.ObjectKey;
import io.kafkafips.tiered.crypto.SegmentCounters;
import io.kafkafips.tiered.crypto.SegmentIntegrityException;
import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.ContainerLayout;
import io.kafkafips.tiered.format.MalformedContainerException;
import io.kafkafips.tiered.format.ObjectType;
import io.kafkafips.tiered.format.SegmentIdentity;
import io.kafkafips.tiered.format.SegmentMarker;
import io.kafkafips.tiered.key.DataKey;
import io.kafkafips.tiered.key.KeyServiceException;
import io.kafkafips.tiered.key.SegmentKeys;
import io.kafkafips.tiered.key.WrappedKeyRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteResourceNotFoundException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager.IndexType;

/**
 * Reads encrypted segments through the delegate. What an object must be (its type, its length, its upload) comes from Kafka's
 * metadata; the header in storage only confirms it and carries the wrapped key. Thread-safe.
 */
final class SegmentFetcher {
    private final Delegate delegate;
    private final SegmentKeys keys;
    private final KeyFailures keyFailures;
    private final MetadataMapper mapper;
    private final SegmentCounters counters;

    SegmentFetcher(
            Delegate delegate,
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

    /** One object of a marked segment. */
    private record Target(
            RemoteLogSegmentMetadata forDelegate, SegmentMarker marker, SegmentIdentity identity, ObjectType type) {
        String name() {
            return type + " of " + forDelegate.remoteLogSegmentId();
        }
    }

    /**
     * A part of the log.
     *
     * @param end inclusive; may be past the end
     */
    InputStream fetchLog(RemoteLogSegmentMetadata metadata, SegmentMarker marker, int start, int end)
            throws RemoteStorageException {
        Target target = target(metadata, marker, ObjectType.LOG);
        ContainerLayout layout = new ContainerLayout(metadata.segmentSizeInBytes(), marker.chunkLog2());
        if (start > 0 && start >= layout.plaintextBytes()) {
            throw new RemoteStorageException(
                    "Position " + start + " is past the end of " + target.name() + ": " + layout.plaintextBytes());
        }
        Range range = new Range(start, Math.min(end, layout.plaintextBytes() - 1));
        Optional<DataKey> cached = keys.lookUp(target.identity().segmentId());
        if (cached.isPresent()) {
            return open(target, layout, range, cached.get(), () -> fetchFrames(target, layout, range));
        }
        if (layout.chunkOf(start) == 0) {
            InputStream object = fetchBytes(target, layout, 0, range);
            return afterHeader(target, Optional.of(layout), Optional.of(range), object);
        }
        DataKey dek = keyFromHeader(target, layout);
        return open(target, layout, range, dek, () -> fetchFrames(target, layout, range));
    }

    /** A whole index. */
    InputStream fetchIndex(RemoteLogSegmentMetadata metadata, SegmentMarker marker, IndexType index)
            throws RemoteStorageException {
        Target target = target(metadata, marker, objectType(index));
        try {
            return afterHeader(
                    target, Optional.empty(), Optional.empty(), delegate.fetchIndex(target.forDelegate(), index));
        } catch (RemoteResourceNotFoundException e) {
            if (index == IndexType.TRANSACTION && marker.hasTransactionIndex()) {
                // Kafka takes a missing one as "no aborted transactions"
                throw new SegmentIntegrityException(target.name() + " was stored and has vanished", e);
            }
            throw e;
        }
    }

    private Target target(RemoteLogSegmentMetadata metadata, SegmentMarker marker, ObjectType type) {
        return new Target(mapper.forFetch(metadata, marker), marker, MetadataMapper.identityOf(metadata), type);
    }

    /** Reads the header off {@code object}, whose frames follow in the same stream. */
    private InputStream afterHeader(
            Target target, Optional<ContainerLayout> expected, Optional<Range> wanted, InputStream object)
            throws RemoteStorageException {
        return closingOnFailure(object, () -> {
            ContainerHeader header = readHeader(target, expected, object);
            ContainerLayout layout = header.layout();
            Range range = wanted.orElse(new Range(0, layout.plaintextBytes() - 1));
            return open(target, layout, range, unwrap(target, header), () -> object);
        });
    }

    private DataKey keyFromHeader(Target target, ContainerLayout layout) throws RemoteStorageException {
        InputStream object = delegate.fetch(target.forDelegate(), 0, ContainerFormat.HEADER_BYTES - 1);
        try (object) {
            return unwrap(target, readHeader(target, Optional.of(layout), object));
        } catch (IOException e) {
            throw new RemoteStorageException("Cannot read the header of " + target.name(), e);
        }
    }

    private InputStream fetchFrames(Target target, ContainerLayout layout, Range range) throws RemoteStorageException {
        return fetchBytes(target, layout, layout.frameStart(layout.chunkOf(range.first())), range);
    }

    /** From a position of the container to the end of the frame with the range's last byte. */
    private InputStream fetchBytes(Target target, ContainerLayout layout, long from, Range range)
            throws RemoteStorageException {
        long lastChunk = layout.chunkOf(Math.max(0, range.last()));
        if (layout.isLast(lastChunk)) {
            return delegate.fetch(target.forDelegate(), (int) from);
        }
        return delegate.fetch(target.forDelegate(), (int) from, (int) (layout.frameStart(lastChunk + 1) - 1));
    }

    private InputStream open(Target target, ContainerLayout layout, Range range, DataKey dek, Source source)
            throws RemoteStorageException {
        boolean opened = false;
        try {
            InputStream frames = source.open();
            InputStream stream = closingOnFailure(frames, () -> decrypting(target, layout, range, dek, frames));
            opened = true;
            return stream;
        } finally {
            if (!opened) {
                dek.destroy();
            }
        }
    }

    private InputStream decrypting(
            Target target, ContainerLayout layout, Range range, DataKey dek, InputStream frames) {
        try {
            ObjectKey key =
                    ObjectKey.bind(dek, target.type(), layout, target.marker().objectId(), target.identity());
            return new DecryptingInputStream(frames, layout, key, range, counters, target.name(), dek::destroy);
        } catch (GeneralSecurityException e) {
            throw new KafkaStorageException("Cannot decrypt " + target.name(), e);
        }
    }

    private ContainerHeader readHeader(Target target, Optional<ContainerLayout> expected, InputStream object)
            throws RemoteStorageException {
        try {
            byte[] bytes = object.readNBytes(ContainerFormat.HEADER_BYTES);
            if (bytes.length < ContainerFormat.HEADER_BYTES) {
                throw tooShort(target, bytes.length);
            }
            ContainerHeader header = ContainerFormat.decode(bytes);
            requireSame(target, expected, header);
            return header;
        } catch (MalformedContainerException e) {
            counters.refusedHeader();
            throw new SegmentIntegrityException(
                    target.name() + " is not what was stored for it: it was altered or replaced in remote storage", e);
        } catch (IOException e) {
            throw new RemoteStorageException("Cannot read the header of " + target.name(), e);
        }
    }

    private RuntimeException tooShort(Target target, int found) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("The read of " + target.name() + " was interrupted");
        }
        counters.truncated();
        return new SegmentIntegrityException(
                target.name() + " has only " + found + " bytes: it was cut in remote storage");
    }

    private void requireSame(Target target, Optional<ContainerLayout> expected, ContainerHeader header) {
        boolean same = header.type() == target.type()
                && header.chunkLog2() == target.marker().chunkLog2()
                && header.objectId().equals(target.marker().objectId())
                && expected.map(header.layout()::equals).orElse(true);
        if (!same) {
            counters.refusedHeader();
            throw new SegmentIntegrityException("What is in the place of " + target.name() + " is " + header.type()
                    + " of " + header.plaintextBytes() + " bytes of another upload or of other geometry:"
                    + " it was altered or replaced in remote storage");
        }
    }

    private DataKey unwrap(Target target, ContainerHeader header) {
        try {
            return keys.unwrap(target.identity().segmentId(), header.wrappedKey());
        } catch (KeyServiceException e) {
            if (e instanceof WrappedKeyRefusedException) {
                counters.refusedHeader();
            }
            throw keyFailures.onRead(target.name(), header.wrappedKey().keyRef(), e);
        }
    }

    private static ObjectType objectType(IndexType index) {
        return switch (index) {
            case OFFSET -> ObjectType.OFFSET_INDEX;
            case TIMESTAMP -> ObjectType.TIME_INDEX;
            case PRODUCER_SNAPSHOT -> ObjectType.PRODUCER_SNAPSHOT;
            case TRANSACTION -> ObjectType.TRANSACTION_INDEX;
            case LEADER_EPOCH -> ObjectType.LEADER_EPOCH;
        };
    }

    /** Opens a stream of the delegate, or something on one. */
    private interface Source {
        InputStream open() throws RemoteStorageException;
    }

    private static InputStream closingOnFailure(InputStream stream, Source opening) throws RemoteStorageException {
        try {
            return opening.open();
        } catch (RemoteStorageException | RuntimeException e) {
            try {
                stream.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }
}
