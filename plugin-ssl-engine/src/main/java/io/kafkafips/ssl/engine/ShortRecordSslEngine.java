package io.kafkafips.ssl.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * An SSLEngine that puts at most {@value #SHORT_PLAINTEXT} bytes into a record until the connection has sent {@value #BULK_BYTES}, so that
 * an idle connection holds queues of 16 KiB and not of 32 KiB.
 *
 * <p>BCJSSE keeps the buffer of the last outgoing record and of the last incoming plaintext as long as the connection lives, each as
 * large as the next power of two. A record of 2<sup>14</sup> bytes of plaintext, the most that RFC 8446 allows, with its header and tag just
 * exceeds 16 KiB, and takes 32 KiB here and at a peer of the same kind. A connection that moves bulk data is another matter: Kafka
 * sends a log file in slices of 32 KiB, and a third record for the rest of each slice costs a tenth of the throughput.
 *
 * <p>As with every SSLEngine, one thread wraps at a time.
 */
public final class ShortRecordSslEngine extends DelegatingSslEngine {
    /** 16 KiB without header (5), explicit nonce (8), content type (1) and tag (16), and rounded down. */
    static final int SHORT_PLAINTEXT = 16 * 1024 - 32;

    /** From here on records are as long as the delegate makes them. */
    static final int BULK_BYTES = 1024 * 1024;

    private int sent;

    public ShortRecordSslEngine(SSLEngine delegate) {
        super(delegate);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
        SSLEngineResult result = sent < BULK_BYTES
                ? wrapShort(sources, offset, length, target)
                : delegate.wrap(sources, offset, length, target);
        sent = Math.min(BULK_BYTES, sent + result.bytesConsumed());
        return result;
    }

    private SSLEngineResult wrapShort(ByteBuffer[] sources, int offset, int length, ByteBuffer target)
            throws SSLException {
        int last = offset + length;
        int room = SHORT_PLAINTEXT;
        for (int i = offset; i < last; i++) {
            int remaining = sources[i].remaining();
            if (remaining > room) {
                return wrapUpTo(room, i, sources, offset, target);
            }
            room -= remaining;
        }
        return delegate.wrap(sources, offset, length, target);
    }

    /** Wraps the sources before {@code cut}, and no more than {@code room} bytes of that one. */
    private SSLEngineResult wrapUpTo(int room, int cut, ByteBuffer[] sources, int offset, ByteBuffer target)
            throws SSLException {
        ByteBuffer longest = sources[cut];
        ByteBuffer head = longest.duplicate();
        head.limit(head.position() + room);
        ByteBuffer[] some = Arrays.copyOfRange(sources, offset, cut + 1);
        some[cut - offset] = head;
        SSLEngineResult result = delegate.wrap(some, 0, some.length, target);
        longest.position(head.position());
        return result;
    }
}
