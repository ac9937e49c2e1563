package io.kafkafips.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;
import org.jspecify.annotations.Nullable;

/**
 * A RemoteStorageManager that reads a log to its end and drops it: what remains is the cost of making it. With the settings {@link
 * #REACHED} and {@link #GO_ON} it stops in the middle of each log and waits.
 */
public final class DrainingStorageManager implements RemoteStorageManager {
    static final String REACHED = "reached";
    static final String GO_ON = "go.on";

    private @Nullable CountDownLatch reached;
    private @Nullable CountDownLatch goOn;

    @Override
    public void configure(Map<String, ?> configs) {
        reached = configs.get(REACHED) instanceof CountDownLatch given ? given : null;
        goOn = configs.get(GO_ON) instanceof CountDownLatch given ? given : null;
    }

    @Override
    public Optional<CustomMetadata> copyLogSegmentData(RemoteLogSegmentMetadata metadata, LogSegmentData data)
            throws RemoteStorageException {
        try (InputStream log = Files.newInputStream(data.logSegment())) {
            if (reached != null && goOn != null) {
                byte[] slice = new byte[8192];
                for (int done = 0; done < metadata.segmentSizeInBytes() / 2; ) {
                    done += log.read(slice);
                }
                reached.countDown();
                goOn.await();
            }
            log.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new RemoteStorageException("read failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteStorageException("interrupted", e);
        }
        return Optional.empty();
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition) {
        throw new UnsupportedOperationException("Nothing is kept");
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition, int endPosition) {
        throw new UnsupportedOperationException("Nothing is kept");
    }

    @Override
    public InputStream fetchIndex(RemoteLogSegmentMetadata metadata, IndexType indexType) {
        throw new UnsupportedOperationException("Nothing is kept");
    }

    @Override
    public void deleteLogSegmentData(RemoteLogSegmentMetadata metadata) {
        // nothing is kept
    }

    @Override
    public void close() {
        // nothing is held
    }
}
