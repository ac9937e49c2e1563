package io.kafkafips.tiered.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A {@link CiphertextView} as a stream. Hands whole frames on in {@link #transferTo}. Not thread-safe. */
final class CiphertextInputStream extends InputStream {
    private final FrameReader reader;
    private long position;

    CiphertextInputStream(FrameReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        ByteBuffer bytes = reader.at(position, 1);
        if (!bytes.hasRemaining()) {
            return -1;
        }
        position++;
        return Byte.toUnsignedInt(bytes.get());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int count = reader.read(position, target, offset, length);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, reader.sizeBytes() - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, reader.sizeBytes() - position);
    }

    @Override
    public long transferTo(OutputStream target) throws IOException {
        long before = position;
        ByteBuffer bytes = reader.at(position, Long.MAX_VALUE);
        while (bytes.hasRemaining()) {
            target.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            position += bytes.remaining();
            bytes = reader.at(position, Long.MAX_VALUE);
        }
        return position - before;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
