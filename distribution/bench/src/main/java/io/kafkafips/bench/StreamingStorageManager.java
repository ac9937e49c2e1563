package io.kafkafips.bench;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;
import org.jspecify.annotations.Nullable;

/**
 * A RemoteStorageManager that does to a segment what the one in widest use does, without its network: it opens the log twice, reads a
 * chunk of 4 MiB of the first stream, transfers the second one, and fetches by chunks of 4 MiB, each a stream of its own. With the setting
 * {@link #FOLDER} objects are files; without it they are parts of 4 MiB in memory, of which it takes the CRC-32, as an S3 client does for
 * each part, and which it drops.
 */
public final class StreamingStorageManager implements RemoteStorageManager {
    static final String FOLDER = "folder";

    private static final int CHUNK_BYTES = 4 * 1024 * 1024;

    private @Nullable Path folder;

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(FOLDER) instanceof Path given) {
            try {
                folder = Files.createDirectories(given);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public Optional<CustomMetadata> copyLogSegmentData(RemoteLogSegmentMetadata metadata, LogSegmentData data)
            throws RemoteStorageException {
        try {
            try (InputStream first = Files.newInputStream(data.logSegment())) {
                // into a stream that is opened again before it is used
                new ByteArrayInputStream(first.readNBytes(CHUNK_BYTES)).close();
            }
            store(metadata, "log", data.logSegment());
            store(metadata, "index", data.offsetIndex());
            store(metadata, "timeindex", data.timeIndex());
            store(metadata, "snapshot", data.producerSnapshotIndex());
            ByteBuffer epochs = data.leaderEpochIndex().duplicate();
            byte[] bytes = new byte[epochs.remaining()];
            epochs.get(bytes);
            store(metadata, "epochs", new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new RemoteStorageException("upload failed", e);
        }
        return Optional.empty();
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition) {
        return fetchLogSegment(metadata, startPosition, Integer.MAX_VALUE);
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition, int endPosition) {
        int end = Math.min(endPosition, metadata.segmentSizeInBytes() - 1);
        return new SequenceInputStream(new Chunks(file(metadata, "log"), startPosition, end));
    }

    @Override
    public InputStream fetchIndex(RemoteLogSegmentMetadata metadata, IndexType indexType) {
        throw new UnsupportedOperationException("No index is measured");
    }

    @Override
    public void deleteLogSegmentData(RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
        if (folder == null) {
            return;
        }
        try {
            for (String kind : new String[] {"log", "index", "timeindex", "snapshot", "epochs"}) {
                Files.deleteIfExists(file(metadata, kind));
            }
        } catch (IOException e) {
            throw new RemoteStorageException("delete failed", e);
        }
    }

    @Override
    public void close() {
        // nothing is held
    }

    private void store(RemoteLogSegmentMetadata metadata, String kind, Path object) throws IOException {
        try (InputStream in = Files.newInputStream(object)) {
            store(metadata, kind, in);
        }
    }

    private void store(RemoteLogSegmentMetadata metadata, String kind, InputStream object) throws IOException {
        if (folder != null) {
            Files.copy(object, file(metadata, kind), StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (OutputStream parts = new Parts()) {
            object.transferTo(parts);
        }
    }

    private Path file(RemoteLogSegmentMetadata metadata, String kind) {
        if (folder == null) {
            throw new IllegalStateException("Parts are dropped");
        }
        return folder.resolve(metadata.remoteLogSegmentId().id() + "." + kind);
    }

    /** The parts of a multipart upload, one buffer for all. */
    private static final class Parts extends OutputStream {
        private final ByteBuffer part = ByteBuffer.allocate(CHUNK_BYTES);
        private final CRC32 crc = new CRC32();

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int done = 0;
            while (done < length) {
                int count = Math.min(part.remaining(), length - done);
                part.put(bytes, offset + done, count);
                done += count;
                if (!part.hasRemaining()) {
                    send();
                }
            }
        }

        @Override
        public void close() {
            send();
        }

        private void send() {
            crc.reset();
            crc.update(part.array(), 0, part.position());
            part.clear();
        }
    }

    /** The streams of the chunks of a range, each opened when the one before is at its end. */
    private static final class Chunks implements Enumeration<InputStream> {
        private final Path file;
        private final int end;
        private long position;

        Chunks(Path file, int start, int end) {
            this.file = file;
            this.position = start;
            this.end = end;
        }

        @Override
        public boolean hasMoreElements() {
            return position <= end;
        }

        @Override
        public InputStream nextElement() {
            long last = Math.min(end, position - position % CHUNK_BYTES + CHUNK_BYTES - 1);
            try {
                InputStream chunk = Files.newInputStream(file);
                chunk.skipNBytes(position);
                InputStream bounded = new Bounded(chunk, last - position + 1);
                position = last + 1;
                return bounded;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The first bytes of a stream. */
    private static final class Bounded extends FilterInputStream {
        private long remaining;

        Bounded(InputStream source, long length) {
            super(source);
            this.remaining = length;
        }

        @Override
        public int read() throws IOException {
            return remaining-- > 0 ? super.read() : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (remaining <= 0) {
                return -1;
            }
            int count = super.read(target, offset, (int) Math.min(length, remaining));
            remaining -= Math.max(0, count);
            return count;
        }
    }
}
