package io.kafkafips.tiered.directory;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream. Not thread-safe. */
final class RangeInputStream extends FilterInputStream {
    private long remaining;

    RangeInputStream(InputStream source, long length) {
        super(source);
        this.remaining = length;
    }

    @Override
    public int read() throws IOException {
        int value = remaining > 0 ? super.read() : -1;
        remaining -= value < 0 ? 0 : 1;
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length > 0 && remaining == 0) {
            return -1;
        }
        int count = super.read(target, offset, (int) Math.min(length, remaining));
        remaining -= Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(Math.min(count, remaining));
        remaining -= skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(super.available(), remaining);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
