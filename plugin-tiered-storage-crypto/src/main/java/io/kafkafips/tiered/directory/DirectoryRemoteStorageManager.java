package io.kafkafips.tiered.directory;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.tiered.directory.DurableFiles.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    public static final String DIRECTORY_PATH_CONFIG = "directory.path";

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryRemoteStorageManager.class);
    private static final String DIRECTORY_PATH_DOC =
            "The directory in which segments are stored: absolute, seen by all brokers under this path, writable for them alone. It is"
                    + " made when it is missing and the directory above it exists.";
    private static final String SETTING = "rsm.config.delegate." + DIRECTORY_PATH_CONFIG;
    private static final String REMEDY = SETTING + "=/mnt/tiered";

    private volatile @Nullable Store store;

    private record Store(Path root, DurableFiles files) {}

    /** Every option, for the documentation. */
    public static ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        DIRECTORY_PATH_CONFIG,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.Importance.HIGH,
                        DIRECTORY_PATH_DOC);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        Path root = root(configs.get(DIRECTORY_PATH_CONFIG));
        try {
            if (!Files.exists(root)) {
                createRoot(root);
            }
            if (!Files.isDirectory(root) || !Files.isWritable(root)) {
                throw Refusal.setting(SETTING, root, "a directory that the broker may write to", REMEDY);
            }
            store = new Store(root, new DurableFiles(root));
        } catch (IOException e) {
            throw Refusal.setting(
                    SETTING, root, "a directory, or a name for one in a directory that exists", REMEDY, e);
        }
        LOG.info("Tiered storage in the directory {}", root);
    }

    @Override
    public Optional<CustomMetadata> copyLogSegmentData(RemoteLogSegmentMetadata metadata, LogSegmentData data)
            throws RemoteStorageException {
        SegmentFiles files = files(metadata);
        DurableFiles disk = store().files();
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
            channel.position(startPosition);
            return new RangeInputStream(Channels.newInputStream(channel), (long) endPosition - startPosition + 1);
        } catch (IOException e) {
            closeAfter(channel, e);
            throw new RemoteStorageException("Cannot read " + log, e);
        } catch (CorruptRecordException e) {
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
        SegmentFiles files = files(metadata);
        try {
            for (Path file : files.all()) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(SegmentFiles.temporary(file));
            }
            if (Files.isDirectory(files.directory())) {
                store().files().removeEmpty(files.directory());
            }
        } catch (IOException e) {
            throw new RemoteStorageException("Cannot delete " + metadata.remoteLogSegmentId(), e);
        }
    }

    @Override
    public void close() {
        store = null;
    }

    private Store store() {
        return Objects.requireNonNull(store, "The directory is not configured, or closed");
    }

    private SegmentFiles files(RemoteLogSegmentMetadata metadata) {
        return SegmentFiles.of(store().root(), metadata.remoteLogSegmentId());
    }

    private static FileChannel open(Path file, RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
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

    private static Path root(@Nullable Object value) {
        try {
            if (value instanceof String text && !text.isBlank() && Path.of(text).isAbsolute()) {
                return Path.of(text).normalize();
            }
        } catch (InvalidPathException e) {
            throw Refusal.setting(SETTING, value, "an absolute path", REMEDY, e);
        }
        throw Refusal.setting(SETTING, value, "an absolute path", REMEDY);
    }

    private static void createRoot(Path root) throws IOException {
        try {
            new DurableFiles(Objects.requireNonNull(root.getParent(), "an absolute path that does not exist"))
                    .createRoot(root);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("Another broker has just made {}", root, e);
        }
    }
}
