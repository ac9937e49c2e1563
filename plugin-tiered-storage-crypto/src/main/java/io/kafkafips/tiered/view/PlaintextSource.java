package io.kafkafips.tiered.view;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is sealed: bytes of a fixed number that can be read from any position, by several readers at a time. */
public interface PlaintextSource {
    /** Their number. */
    long sizeBytes();

    /** A reader of its own, to be closed by who opened it. */
    Reader open() throws IOException;

    /** Reads at a position. Not thread-safe. */
    interface Reader extends ReadableByteChannel {
        void position(long position) throws IOException;
    }

    /** A file that does not change any more. */
    static PlaintextSource of(Path file) throws IOException {
        return new OfFile(file, Files.size(file));
    }

    /** What remains in a buffer, whose position is left alone. */
    static PlaintextSource of(ByteBuffer bytes) {
        return new OfBuffer(bytes.slice());
    }

    /** A file. */
    record OfFile(Path file, long sizeBytes) implements PlaintextSource {
        @Override
        public Reader open() throws IOException {
            return new FileReader(FileChannel.open(file, StandardOpenOption.READ));
        }
    }

    /** A buffer. */
    record OfBuffer(ByteBuffer bytes) implements PlaintextSource {
        @Override
        public long sizeBytes() {
            return bytes.limit();
        }

        @Override
        public Reader open() {
            return new BufferReader(bytes.duplicate());
        }
    }

    /** Reads a file through a channel of its own: an interrupt closes that one alone. */
    final class FileReader implements Reader {
        private final FileChannel channel;

        private FileReader(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void position(long position) throws IOException {
            channel.position(position);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return channel.read(target);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Reads a buffer. */
    final class BufferReader implements Reader {
        private final ByteBuffer bytes;

        private BufferReader(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public void position(long position) {
            bytes.position((int) position);
        }

        @Override
        public int read(ByteBuffer target) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(bytes.remaining(), target.remaining());
            target.put(bytes.slice().limit(count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
