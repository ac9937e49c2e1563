package io.kafkafips.tiered.view;

import io.kafkafips.tiered.crypto.ObjectKey;
import io.kafkafips.tiered.crypto.SegmentCounters;
import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.ContainerLayout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object as a delegate sees it: the container's bytes, made while they are read. Nothing touches the disk; each reader holds
 * two chunks of memory. It may be read any number of times, from any position, by several threads, and is the same each time.
 *
 * <p>Once closed, nothing can be read any more, whatever the delegate has kept of it, and no file is open that it forgot to close.
 * Thread-safe.
 */
public final class CiphertextView implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(CiphertextView.class);

    private final PlaintextSource source;
    private final byte[] header;
    private final ContainerLayout layout;
    private final ObjectKey key;
    private final FrameMemo memo;
    private final RefusedAccess refusedAccess = new RefusedAccess();
    private final Set<FrameReader> readers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public CiphertextView(PlaintextSource source, ContainerHeader header, ObjectKey key, SegmentCounters counters) {
        if (source.sizeBytes() != header.plaintextBytes()) {
            throw new IllegalArgumentException(
                    "The header is of " + header.plaintextBytes() + " bytes, the source of " + source.sizeBytes());
        }
        this.source = source;
        this.header = ContainerFormat.encode(header);
        this.layout = header.layout();
        this.key = key;
        this.memo = new FrameMemo(layout, counters);
    }

    /** The container's size. */
    public long sizeBytes() {
        return layout.containerBytes();
    }

    /** This view as a path of that file name, readable by {@link java.nio.file.Files}; every other access fails. */
    public Path asPath(String fileName) {
        return new CiphertextFileSystem(this, fileName).path();
    }

    /** The whole container at once, for what Kafka hands over as a buffer. */
    public ByteBuffer asBuffer() throws IOException {
        byte[] container = new byte[Math.toIntExact(sizeBytes())];
        try (FrameReader reader = open()) {
            reader.read(0, container, 0, container.length);
        }
        return ByteBuffer.wrap(container);
    }

    /** Writes the whole container, a frame at a time. */
    public void writeTo(WritableByteChannel target) throws IOException {
        try (FrameReader reader = open()) {
            long position = 0;
            while (position < sizeBytes()) {
                ByteBuffer bytes = reader.at(position, Long.MAX_VALUE);
                position += bytes.remaining();
                while (bytes.hasRemaining()) {
                    target.write(bytes);
                }
            }
        }
    }

    /** Whether each of its frames was read at least once, by whomever. */
    public boolean wasReadWhole() {
        return memo.isComplete();
    }

    /** A reader of its own. */
    FrameReader open() throws IOException {
        ensureOpen();
        PlaintextSource.Reader reader = source.open();
        boolean opened = false;
        try {
            FrameReader frames = new FrameReader(this, reader, key.cipher());
            readers.add(frames);
            ensureOpen();
            opened = true;
            return frames;
        } catch (GeneralSecurityException e) {
            throw new IOException("The segment cannot be encrypted", e);
        } finally {
            if (!opened) {
                reader.close();
            }
        }
    }

    void closed(FrameReader reader) {
        readers.remove(reader);
    }

    RefusedAccess refusedAccess() {
        return refusedAccess;
    }

    byte[] header() {
        return header;
    }

    ContainerLayout layout() {
        return layout;
    }

    FrameMemo memo() {
        return memo;
    }

    void ensureOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (FrameReader reader : readers) {
            try {
                reader.abandon();
            } catch (IOException e) {
                LOG.debug("A reader that the delegate left open cannot be closed", e);
            }
        }
        readers.clear();
    }
}
