package io.kafkafips.commons.audit.verify;

import io.kafkafips.commons.audit.format.SealedLine;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file line by line in bounded memory: of a line that is too long, the beginning is kept. Not thread-safe. */
final class LineReader implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean ended;
    private boolean tooLong;

    LineReader(Path file) throws IOException {
        this.in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    }

    /** Goes to the next piece; false at the end of the file. */
    boolean next() throws IOException {
        line.reset();
        ended = false;
        tooLong = false;
        long bytes = 0;
        int b = in.read();
        while (b >= 0 && b != '\n') {
            bytes++;
            if (bytes <= SealedLine.LONGEST_BYTES) {
                line.write(b);
            } else {
                tooLong = true;
            }
            b = in.read();
        }
        ended = b == '\n';
        return ended || bytes > 0;
    }

    /** The piece, without LF. */
    byte[] bytes() {
        return line.toByteArray();
    }

    /** Whether a LF ends it; only the last piece of a file may lack one. */
    boolean isWhole() {
        return ended;
    }

    boolean isTooLong() {
        return tooLong;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
