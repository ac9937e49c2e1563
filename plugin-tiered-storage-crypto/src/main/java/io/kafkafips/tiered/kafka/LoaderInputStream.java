package io.kafkafips.tiered.kafka;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A delegate's stream, read with the delegate's class loader as the thread's, and held to the contract of streams: whatever it throws
 * is an {@link IOException} or means something to Kafka, and it neither claims more bytes than were asked for nor stands still. Not
 * thread-safe.
 */
final class LoaderInputStream extends FilterInputStream {
    /** So often in a row a read may give no byte. */
    private static final int MOST_EMPTY_READS = 1000;

    private final ClassLoader loader;
    private final String delegate;

    /** Something to do with the stream. */
    private interface Call {
        long run() throws IOException;
    }

    LoaderInputStream(InputStream stream, ClassLoader loader, String delegate) {
        super(stream);
        this.loader = loader;
        this.delegate = delegate;
    }

    @Override
    public int read() throws IOException {
        return (int) guarded(super::read);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        return length == 0 ? 0 : (int) guarded(() -> readSome(target, offset, length));
    }

    @Override
    public long skip(long count) throws IOException {
        return guarded(() -> super.skip(count));
    }

    @Override
    public int available() throws IOException {
        return (int) guarded(super::available);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        guarded(() -> {
            super.close();
            return 0;
        });
    }

    private int readSome(byte[] target, int offset, int length) throws IOException {
        for (int i = 0; i < MOST_EMPTY_READS; i++) {
            int count = super.read(target, offset, length);
            if (count < -1 || count > length) {
                throw new IOException("The stream of " + delegate + " claims " + count + " bytes where " + length
                        + " were asked for");
            }
            if (count != 0) {
                return count;
            }
        }
        throw new IOException("The stream of " + delegate + " gives no bytes and does not end");
    }

    /** Whatever a delegate may throw, also what its compiler did not make it declare. */
    @SuppressWarnings("CatchingUnchecked")
    private long guarded(Call call) throws IOException {
        ClassLoader before = ContextLoader.enter(loader);
        try {
            return call.run();
        } catch (Throwable e) {
            throw KafkaErrors.ofStream(e, delegate);
        } finally {
            ContextLoader.leave(before);
        }
    }
}
