package io.kafkafips.tiered.crypto;

import io.kafkafips.tiered.format.ContainerLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.jspecify.annotations.Nullable;

/**
 * A range of an object's plaintext, opened chunk by chunk from a stream of its frames. No byte is released before the tag of its
 * chunk has been checked, and the stream ends only where the range ends: frames that are missing are an error, never an end, for
 * Kafka takes a short read as "nothing here" and goes on with the next segment.
 *
 * <p>A stream that fails closes the stream below it, since Kafka does not always close the one it was given. Not thread-safe.
 */
public final class DecryptingInputStream extends InputStream {
    private final InputStream frames;
    private final ContainerLayout layout;
    private final SegmentCipher cipher;
    private final Range range;
    private final SegmentCounters counters;
    private final String object;
    private final Runnable onClose;
    private final Runnable onKeyInDoubt;
    private final byte[] frame;
    private final byte[] plain;

    private long nextChunk;
    private int position;
    private int limit;
    private long remaining;
    private boolean closed;
    private @Nullable RuntimeException failure;

    /**
     * Which bytes are wanted.
     *
     * @param first position of the first byte
     * @param last position of the last byte, inclusive; {@code first - 1} in an empty object
     */
    public record Range(long first, long last) {
        long length() {
            return last - first + 1;
        }
    }

    /**
     * @param frames at the first byte of the frame that holds the range's first byte; closed with this stream
     * @param object how messages name the object
     * @param onClose run once, when the stream is closed or has failed: the place to destroy the key
     */
    public DecryptingInputStream(
            InputStream frames,
            ContainerLayout layout,
            ObjectKey key,
            Range range,
            SegmentCounters counters,
            String object,
            Runnable onClose)
            throws GeneralSecurityException {
        this(frames, layout, key, range, counters, object, onClose, () -> {});
    }

    /**
     * @param onKeyInDoubt run when the first chunk does not open: perhaps it is the key that came from altered storage
     */
    public DecryptingInputStream(
            InputStream frames,
            ContainerLayout layout,
            ObjectKey key,
            Range range,
            SegmentCounters counters,
            String object,
            Runnable onClose,
            Runnable onKeyInDoubt)
            throws GeneralSecurityException {
        this.frames = frames;
        this.layout = layout;
        this.cipher = key.cipher();
        this.range = range;
        this.counters = counters;
        this.object = object;
        this.onClose = onClose;
        this.onKeyInDoubt = onKeyInDoubt;
        this.frame = new byte[layout.largestFrameBytes()];
        this.plain = new byte[layout.plainBytes(0)];
        this.nextChunk = layout.chunkOf(range.first());
        this.remaining = range.length();
    }

    @Override
    public int read() throws IOException {
        return ensureChunk() ? Byte.toUnsignedInt(plain[advance(1)]) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!ensureChunk()) {
            return -1;
        }
        int count = (int) Math.min(Math.min(length, limit - position), remaining);
        System.arraycopy(plain, advance(count), target, offset, count);
        return count;
    }

    /** In whole chunks, without a copy between. */
    @Override
    public long transferTo(OutputStream target) throws IOException {
        long before = remaining;
        while (ensureChunk()) {
            int count = (int) Math.min(limit - position, remaining);
            target.write(plain, advance(count), count);
        }
        return before - remaining;
    }

    @Override
    public int available() {
        return closed ? 0 : (int) Math.min(limit - position, remaining);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            Arrays.fill(plain, (byte) 0);
            limit = 0;
            position = 0;
            try {
                frames.close();
            } finally {
                onClose.run();
            }
        }
    }

    private int advance(int count) {
        int before = position;
        position += count;
        remaining -= count;
        return before;
    }

    /** False at the end of the range. An empty object is checked too, once. */
    private boolean ensureChunk() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (closed) {
            throw new IOException("The stream of " + object + " is closed");
        }
        boolean untouched = nextChunk == layout.chunkOf(range.first());
        if (position == limit && (remaining > 0 || untouched)) {
            openNextChunk();
        }
        return remaining > 0;
    }

    private void openNextChunk() throws IOException {
        boolean opened = false;
        try {
            load(nextChunk);
            opened = true;
        } catch (SegmentIntegrityException | KafkaStorageException e) {
            failure = e;
            throw e;
        } finally {
            if (!opened) {
                closeQuietly();
            }
        }
        position = (int) Math.max(0, range.first() - layout.chunkStart(nextChunk));
        limit = layout.plainBytes(nextChunk);
        nextChunk++;
    }

    private void load(long index) throws IOException {
        int length = layout.frameBytes(index);
        int found = frames.readNBytes(frame, 0, length);
        if (found < length) {
            throw tooShort(index, found, length);
        }
        boolean last = layout.isLast(index);
        if (last && frames.read() >= 0) {
            throw new SegmentIntegrityException(object + " is longer than the " + layout.containerBytes()
                    + " bytes that were stored: it was altered in remote storage");
        }
        try {
            cipher.open(index, last, frame, length, plain);
        } catch (AEADBadTagException e) {
            counters.tagFailed();
            if (index == layout.chunkOf(range.first())) {
                onKeyInDoubt.run();
            }
            throw new SegmentIntegrityException(
                    "Chunk " + index + " of " + object
                            + " is not what was stored for it: it was altered, moved or replaced in remote storage",
                    e);
        } catch (GeneralSecurityException e) {
            throw new KafkaStorageException("Chunk " + index + " of " + object + " cannot be decrypted", e);
        }
        counters.opened(layout.plainBytes(index));
    }

    /** Some delegates return an empty stream to a thread that was interrupted: that says nothing about the object. */
    private RuntimeException tooShort(long index, int found, int length) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("The read of " + object + " was interrupted");
        }
        counters.truncated();
        return new SegmentIntegrityException(object + " ends in chunk " + index + ", " + (length - found)
                + " bytes too early: it was cut in remote storage");
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            // the failure that led here is the one to report
            closed = true;
        }
    }
}
