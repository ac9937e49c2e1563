package io.kafkafips.tiered.view;

import io.kafkafips.tiered.crypto.SegmentCipher;
import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.ContainerLayout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** Reads a {@link CiphertextView} from any position, a frame at a time. Not thread-safe. */
final class FrameReader implements Closeable {
    private static final int NONE = -1;

    private final CiphertextView view;
    private final ContainerLayout layout;
    private final PlaintextSource.Reader source;
    private final SegmentCipher cipher;
    private final byte[] plain;
    private final byte[] frame;
    private int loaded = NONE;

    FrameReader(CiphertextView view, PlaintextSource.Reader source, SegmentCipher cipher) {
        this.view = view;
        this.layout = view.layout();
        this.source = source;
        this.cipher = cipher;
        this.plain = new byte[layout.plainBytes(0)];
        this.frame = new byte[layout.largestFrameBytes()];
    }

    long sizeBytes() {
        return layout.containerBytes();
    }

    /** As many bytes as there are from {@code position} on, at most {@code length}; -1 at the end. */
    int read(long position, byte[] target, int offset, int length) throws IOException {
        view.ensureOpen();
        if (length == 0) {
            return 0;
        }
        int done = 0;
        while (done < length && position + done < sizeBytes()) {
            ByteBuffer bytes = at(position + done, length - done);
            int count = bytes.remaining();
            bytes.get(target, offset + done, count);
            done += count;
        }
        return done == 0 ? -1 : done;
    }

    /** The bytes from {@code position} on that are at hand without a copy: at most to the end of a frame, none at the end. */
    ByteBuffer at(long position, long most) throws IOException {
        view.ensureOpen();
        if (position >= sizeBytes()) {
            return ByteBuffer.allocate(0);
        }
        if (position < ContainerFormat.HEADER_BYTES) {
            return slice(view.header(), (int) position, ContainerFormat.HEADER_BYTES, most);
        }
        int index = (int) layout.frameOf(position);
        load(index);
        return slice(frame, (int) (position - layout.frameStart(index)), layout.frameBytes(index), most);
    }

    @Override
    public void close() throws IOException {
        Arrays.fill(plain, (byte) 0);
        loaded = NONE;
        view.closed(this);
        source.close();
    }

    /** Closes the file below, in the place of a delegate that did not; another thread may be reading. */
    void abandon() throws IOException {
        source.close();
    }

    private static ByteBuffer slice(byte[] bytes, int from, int end, long most) {
        return ByteBuffer.wrap(bytes, from, (int) Math.min(end - from, most));
    }

    private void load(int index) throws IOException {
        if (loaded == index) {
            return;
        }
        loaded = NONE;
        readPlain(index);
        try {
            view.memo().seal(cipher, index, plain, frame);
        } catch (GeneralSecurityException e) {
            throw new IOException("Chunk " + index + " cannot be encrypted", e);
        }
        loaded = index;
        view.refusedAccess().overcome();
    }

    private void readPlain(int index) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(plain, 0, layout.plainBytes(index));
        source.position(layout.chunkStart(index));
        while (target.hasRemaining()) {
            if (source.read(target) < 0) {
                throw new IOException("The file has become shorter than " + layout.plaintextBytes()
                        + " bytes since the upload began: it is given up");
            }
        }
    }
}
