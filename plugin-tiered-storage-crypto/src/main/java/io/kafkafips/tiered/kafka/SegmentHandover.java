package io.kafkafips.tiered.kafka;

import io.kafkafips.tiered.crypto.SegmentCounters;
import io.kafkafips.tiered.key.KeySettings;
import io.kafkafips.tiered.view.RealFileNeed;
import io.kafkafips.tiered.view.SpoolFolder;
import io.kafkafips.tiered.view.SpooledUpload;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a segment's ciphertext to the delegate: as paths that encrypt while they are read, or through spool files to a delegate that
 * insists on files. Which of these it needs shows when it fails with the first; that upload is then repeated at once, with the same
 * bytes, and all later ones are spooled. Thread-safe.
 */
final class SegmentHandover implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentHandover.class);
    private static final String MODE = KeySettings.PREFIX + SpoolSettings.MODE_CONFIG;

    private final Delegate delegate;
    private final SpoolSettings settings;
    private final SpoolFolder folder;
    private final SegmentCounters counters;
    private final AtomicBoolean spooling;

    /**
     * @throws ConfigException when the spool directory is certain to be needed, or was named, and cannot be used
     */
    SegmentHandover(Delegate delegate, SpoolSettings settings, SegmentCounters counters) {
        this.delegate = delegate;
        this.settings = settings;
        this.counters = counters;
        this.folder = new SpoolFolder(settings.directory());
        this.spooling = new AtomicBoolean(settings.mode() == SpoolMode.ALWAYS);
        if (settings.mode() != SpoolMode.NEVER) {
            prepare();
        }
    }

    /**
     * With a delegate of its own, which {@link #close()} leaves open.
     *
     * @throws ConfigException when the delegate or the spool cannot be used as they are set
     */
    static SegmentHandover open(TieredStorageConfig config, SegmentCounters counters) {
        Delegate delegate = DelegateLoader.load(config);
        try {
            return new SegmentHandover(delegate, config.spool(), counters);
        } catch (ConfigException e) {
            try {
                delegate.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    Delegate delegate() {
        return delegate;
    }

    /** Returns what the delegate wants to be kept with the segment. */
    Optional<CustomMetadata> copy(RemoteLogSegmentMetadata metadata, SegmentViews views) throws RemoteStorageException {
        if (spooling.get()) {
            return copySpooled(metadata, views);
        }
        Optional<CustomMetadata> kept;
        try {
            kept = delegate.copy(metadata, views.asPaths());
        } catch (RemoteStorageException e) {
            Optional<String> need = RealFileNeed.in(e, views.all());
            if (need.isEmpty()) {
                throw e;
            }
            return copyAgain(metadata, views, need.get(), e);
        }
        requireReadWhole(metadata, views);
        return kept;
    }

    /** Deletes a segment; that it is not there is no failure. */
    void delete(RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
        boolean deleted = false;
        try {
            delegate.delete(metadata);
            deleted = true;
        } finally {
            counters.deletion(deleted);
        }
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }

    private void prepare() {
        try {
            if (settings.chosen() || spooling.get()) {
                folder.open();
            }
            int removed = folder.removeLeftovers();
            if (removed > 0) {
                LOG.info(
                        "Removed {} folders of encrypted spool files from {} that a crash had left",
                        removed,
                        folder.parent());
            }
        } catch (IOException e) {
            if (settings.chosen() || spooling.get()) {
                throw SpoolSettings.refused(folder.parent(), e);
            }
            LOG.debug("No look at leftovers in {}", folder.parent(), e);
        }
    }

    /** What the first attempt has left goes first: some delegates refuse to write where something is. */
    private Optional<CustomMetadata> copyAgain(
            RemoteLogSegmentMetadata metadata, SegmentViews views, String need, RemoteStorageException first)
            throws RemoteStorageException {
        if (settings.mode() == SpoolMode.NEVER) {
            throw new RemoteStorageException(
                    delegate.className() + " insists on files (" + need + "). Remedy: " + MODE + "="
                            + SpoolMode.AUTO.setting(),
                    first);
        }
        counters.spoolFallback();
        if (spooling.compareAndSet(false, true)) {
            LOG.warn(
                    "{} insists on files: {}. From now on each segment is written, encrypted, to {} before its upload, which costs"
                            + " disk space for as many segments as are uploaded at a time, and about a third more CPU. Set {}={},"
                            + " and {} to a disk with room, or take a delegate that reads streams",
                    delegate.className(),
                    need,
                    folder.parent(),
                    MODE,
                    SpoolMode.ALWAYS.setting(),
                    SpoolSettings.DIRECTORY);
        }
        try {
            delegate.delete(metadata);
            return copySpooled(metadata, views);
        } catch (RemoteStorageException e) {
            if (e != first) {
                e.addSuppressed(first);
            }
            throw e;
        }
    }

    private Optional<CustomMetadata> copySpooled(RemoteLogSegmentMetadata metadata, SegmentViews views)
            throws RemoteStorageException {
        try (SpooledUpload upload = folder.begin()) {
            LogSegmentData files = views.asFiles(upload);
            counters.spooled();
            return delegate.copy(metadata, files);
        } catch (IOException e) {
            counters.spoolFailed();
            throw new RemoteStorageException(
                    "Cannot spool " + metadata.remoteLogSegmentId() + " in " + folder.parent()
                            + ". Remedy: make room there, or set " + SpoolSettings.DIRECTORY + " to a disk with room",
                    e);
        }
    }

    /** Kafka deletes its own file of a segment that counts as stored. */
    private void requireReadWhole(RemoteLogSegmentMetadata metadata, SegmentViews views) throws RemoteStorageException {
        if (!views.log().view().wasReadWhole()) {
            throw new RemoteStorageException(delegate.className() + " says that it has stored "
                    + metadata.remoteLogSegmentId() + ", and has not read its log to the end");
        }
    }
}
