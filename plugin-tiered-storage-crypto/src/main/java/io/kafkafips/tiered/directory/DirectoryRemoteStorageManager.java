package io.kafkafips.tiered.directory;

import io.kafkafips.tiered.directory.DurableFiles.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteResourceNotFoundException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;
import org.jspecify.annotations.Nullable;

/**
 * A RemoteStorageManager over a directory that all brokers see, such as an NFS mount. It stores what it is given as it is: behind
 * {@code EncryptingRemoteStorageManager}, whose default delegate it is, that is ciphertext.
 *
 * <pre>{@code
 * rsm.config.delegate.directory.path=/mnt/tiered
 * }</pre>
 *
 * <p>A file appears under its name when it is complete and on the disk, the log of a segment last. Thread-safe.
 */
public final class DirectoryRemoteStorageManager implements RemoteStorageManager {
    public static final String DIRECTORY_PATH_CONFIG = StoreRoot.PATH_CONFIG;

    private static final String PATH_DOC =
            "The directory in which segments are stored: absolute, seen by all brokers under this path, writable for their user alone, which"
                    + " is the same on all of them. It is made when it is missing, the directory above it exists and no id is set.";
    private static final String STORE_ID_DOC =
            "The id of the store, to notice when it is not mounted: the file .kafkafips-store in the directory must hold it, at the start"
                    + " and at each access. Make that file by hand, once. Empty: not checked. Set it wherever the directory is a mount.";

    private volatile @Nullable StoreRoot store;

    /** Every option, for the documentation. */
    public static ConfigDef configDef() {
        return new ConfigDef()
                .define(DIRECTORY_PATH_CONFIG, ConfigDef.Type.STRING, null, ConfigDef.Importance.HIGH, PATH_DOC)
                .define(
                        StoreRoot.STORE_ID_CONFIG,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.Importance.MEDIUM,
                        STORE_ID_DOC);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        store = StoreRoot.open(configs);
    }

    @Override
    public Optional<CustomMetadata> copyLogSegmentData(RemoteLogSegmentMetadata metadata, LogSegmentData data)
            throws RemoteStorageException {
        StoreRoot root = store();
        root.requireMounted();
        SegmentFiles files = files(metadata);
        DurableFiles disk = root.files();
        try {
            long size = Files.size(data.logSegment());
            if (size != metadata.segmentSizeInBytes()) {
                throw new RemoteStorageException("The log of " + metadata.remoteLogSegmentId() + " has " + size
                        + " bytes, Kafka's metadata says " + metadata.segmentSizeInBytes());
            }
            disk.write(files.index(IndexType.OFFSET), DurableFiles.copyOf(data.offsetIndex()));
            disk.write(files.index(IndexType.TIMESTAMP), DurableFiles.copyOf(data.timeIndex()));
            disk.write(files.index(IndexType.PRODUCER_SNAPSHOT), DurableFiles.copyOf(data.producerSnapshotIndex()));
            Optional<Content> transactions = data.transactionIndex().map(DurableFiles::copyOf);
            if (transactions.isPresent()) {
                disk.write(files.index(IndexType.TRANSACTION), transactions.get());
            }
            disk.write(files.index(IndexType.LEADER_EPOCH), DurableFiles.of(data.leaderEpochIndex()));
            disk.write(files.log(), DurableFiles.copyOf(data.logSegment()));
            disk.sync(files.directory());
        } catch (IOException e) {
            throw new RemoteStorageException("Cannot store " + metadata.remoteLogSegmentId(), e);
        }
        root.requireMounted();
        return Optional.empty();
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition)
            throws RemoteStorageException {
        return fetchLogSegment(metadata, startPosition, Integer.MAX_VALUE);
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition, int endPosition)
            throws RemoteStorageException {
        if (startPosition < 0 || endPosition < startPosition) {
            throw new IllegalArgumentException("Not a range: " + startPosition + " to " + endPosition);
        }
        Path log = files(metadata).log();
        FileChannel channel = open(log, metadata);
        try {
            if (channel.size() != metadata.segmentSizeInBytes()) {
                throw new CorruptRecordException(
                        log + " has " + channel.size() + " bytes, " + metadata.segmentSizeInBytes() + " were stored");
            }
            if (startPosition > 0 && startPosition >= channel.size()) {
                throw new RemoteStorageException(
                        "Position " + startPosition + " is past the end of " + log + ": " + channel.size());
            }
            channel.position(startPosition);
            return new RangeInputStream(Channels.newInputStream(channel), (long) endPosition - startPosition + 1);
        } catch (IOException e) {
            closeAfter(channel, e);
            throw new RemoteStorageException("Cannot read " + log, e);
        } catch (RemoteStorageException | CorruptRecordException e) {
            closeAfter(channel, e);
            throw e;
        }
    }

    @Override
    public InputStream fetchIndex(RemoteLogSegmentMetadata metadata, IndexType indexType)
            throws RemoteStorageException {
        return Channels.newInputStream(open(files(metadata).index(indexType), metadata));
    }

    @Override
    public void deleteLogSegmentData(RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
        StoreRoot root = store();
        root.requireMounted();
        SegmentFiles files = files(metadata);
        try {
            for (Path file : files.all()) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(SegmentFiles.temporary(file));
            }
            if (Files.isDirectory(files.directory())) {
                root.files().removeEmpty(files.directory());
            }
        } catch (IOException e) {
            throw new RemoteStorageException("Cannot delete " + metadata.remoteLogSegmentId(), e);
        }
        root.requireMounted();
    }

    @Override
    public void close() {
        store = null;
    }

    private StoreRoot store() {
        return Objects.requireNonNull(store, "The directory is not configured, or closed");
    }

    private SegmentFiles files(RemoteLogSegmentMetadata metadata) {
        return SegmentFiles.of(store().path(), metadata.remoteLogSegmentId());
    }

    private FileChannel open(Path file, RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            store().requireMounted();
            throw new RemoteResourceNotFoundException(file.getFileName() + " of " + metadata.topicIdPartition(), e);
        } catch (IOException e) {
            throw new RemoteStorageException("Cannot open " + file, e);
        }
    }

    private static void closeAfter(FileChannel channel, Exception failure) {
        try {
            channel.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
