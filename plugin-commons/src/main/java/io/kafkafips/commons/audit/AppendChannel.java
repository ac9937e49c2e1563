package io.kafkafips.commons.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is only ever written at its end. */
interface AppendChannel extends Closeable {
    /** Writes some or all; what was written has moved the buffer's position, also when a later call fails. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when what was written is on the disk. */
    void force() throws IOException;
}
