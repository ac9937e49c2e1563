package io.kafkafips.tiered.kafka;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A delegate's stream, read with the delegate's class loader as the thread's. Not thread-safe. */
final class LoaderInputStream extends FilterInputStream {
    private final ClassLoader loader;

    LoaderInputStream(InputStream stream, ClassLoader loader) {
        super(stream);
        this.loader = loader;
    }

    @Override
    public int read() throws IOException {
        ClassLoader before = ContextLoader.enter(loader);
        try {
            return super.read();
        } catch (AssertionError | LinkageError e) {
            throw failed(e);
        } finally {
            ContextLoader.leave(before);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        ClassLoader before = ContextLoader.enter(loader);
        try {
            return super.read(target, offset, length);
        } catch (AssertionError | LinkageError e) {
            throw failed(e);
        } finally {
            ContextLoader.leave(before);
        }
    }

    @Override
    public void close() throws IOException {
        ClassLoader before = ContextLoader.enter(loader);
        try {
            super.close();
        } catch (AssertionError | LinkageError e) {
            throw failed(e);
        } finally {
            ContextLoader.leave(before);
        }
    }

    private static IOException failed(Error error) {
        return new IOException("The delegate's stream failed", error);
    }
}
