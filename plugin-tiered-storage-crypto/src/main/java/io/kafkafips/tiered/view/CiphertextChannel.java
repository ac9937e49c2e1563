package io.kafkafips.tiered.view;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/** A {@link CiphertextView} as a read-only file channel. It cannot be mapped or locked. Thread-safe. */
final class CiphertextChannel extends FileChannel {
    private final FrameReader reader;
    private final RefusedAccess refusedAccess;
    private long position;

    CiphertextChannel(FrameReader reader, RefusedAccess refusedAccess) {
        this.reader = reader;
        this.refusedAccess = refusedAccess;
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        int count = read(target, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public synchronized int read(ByteBuffer target, long from) throws IOException {
        requireNotNegative(from);
        ensureOpen();
        if (!target.hasRemaining()) {
            return 0;
        }
        int done = 0;
        ByteBuffer bytes = reader.at(from, target.remaining());
        while (bytes.hasRemaining()) {
            done += bytes.remaining();
            target.put(bytes);
            bytes = target.hasRemaining() ? reader.at(from + done, target.remaining()) : bytes;
        }
        return done == 0 ? -1 : done;
    }

    @Override
    public synchronized long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, targets.length);
        long done = 0;
        for (int i = offset; i < offset + length; i++) {
            while (targets[i].hasRemaining()) {
                int count = read(targets[i]);
                if (count < 0) {
                    return done == 0 ? -1 : done;
                }
                done += count;
            }
        }
        return done;
    }

    @Override
    public synchronized long transferTo(long from, long count, WritableByteChannel target) throws IOException {
        requireNotNegative(from);
        requireNotNegative(count);
        ensureOpen();
        long done = 0;
        ByteBuffer bytes = reader.at(from, count);
        while (bytes.hasRemaining()) {
            int written = target.write(bytes);
            done += written;
            if (bytes.hasRemaining() || done == count) {
                return done;
            }
            bytes = reader.at(from + done, count - done);
        }
        return done;
    }

    @Override
    public synchronized long position() throws IOException {
        ensureOpen();
        return position;
    }

    @Override
    public synchronized FileChannel position(long newPosition) throws IOException {
        requireNotNegative(newPosition);
        ensureOpen();
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        ensureOpen();
        return reader.sizeBytes();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new NonWritableChannelException();
    }

    @Override
    public int write(ByteBuffer source, long from) {
        throw new NonWritableChannelException();
    }

    @Override
    public FileChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long from, long count) {
        throw new NonWritableChannelException();
    }

    @Override
    public void force(boolean metaData) {
        // nothing is ever written
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw refusedAccess.refuse("FileChannel.map");
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw refusedAccess.refuse("FileChannel.lock");
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) {
        throw refusedAccess.refuse("FileChannel.tryLock");
    }

    @Override
    protected void implCloseChannel() throws IOException {
        reader.close();
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private static void requireNotNegative(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("Not a position or a length: " + value);
        }
    }
}
