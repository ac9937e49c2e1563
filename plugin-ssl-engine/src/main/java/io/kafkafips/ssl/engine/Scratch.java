package io.kafkafips.ssl.engine;

import java.io.OutputStream;
import java.util.Arrays;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.util.io.WrappedByteArrayOutputStream;

/**
 * One record's worth of memory per thread, into which the module writes its output. It belongs to the thread rather than to the
 * connection, since a broker has few threads and many connections. Thread-safe.
 */
final class Scratch {
    /** The largest record of RFC 8446 and RFC 5246 with its tag; a larger one, which bctls would refuse, gets memory of its own. */
    private static final int USUAL_BYTES = 17 * 1024;

    private final ThreadLocal<byte[]> memory = ThreadLocal.withInitial(() -> new byte[USUAL_BYTES]);

    /**
     * Lends memory until {@link Loan#close}.
     *
     * @param secret whether plaintext is written to it, which is then overwritten with zeros
     */
    Loan borrow(int bytes, boolean secret) {
        return new Loan(bytes <= USUAL_BYTES ? memory.get() : new byte[bytes], bytes, secret);
    }

    /** Borrowed memory; the module writes to {@link #stream}. */
    static final class Loan implements AutoCloseable {
        private final byte[] bytes;
        private final int length;
        private final boolean secret;
        private final WrappedByteArrayOutputStream stream = new WrappedByteArrayOutputStream();

        private Loan(byte[] bytes, int length, boolean secret) {
            this.bytes = bytes;
            this.length = length;
            this.secret = secret;
            stream.setBuffer(bytes);
        }

        /** The one kind of stream that {@code FipsAES} writes to without an array in between. */
        OutputStream stream() {
            return stream;
        }

        byte[] bytes() {
            return bytes;
        }

        /** Copies what was written. Any other length than the expected one is a failure of the record layer. */
        int moveTo(byte[] target, int offset, int expected) throws TlsFatalAlert {
            if (stream.size() != expected) {
                throw new TlsFatalAlert(AlertDescription.internal_error);
            }
            System.arraycopy(bytes, 0, target, offset, expected);
            return expected;
        }

        @Override
        public void close() {
            if (secret) {
                // all of it: after a failure the module has written more than the stream counts
                Arrays.fill(bytes, 0, length, (byte) 0);
            }
        }
    }
}
