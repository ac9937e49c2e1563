package io.kafkafips.ssl.engine;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * An SSLEngine that asks for a buffer one byte longer than the longest plaintext of a record, and never fills it.
 *
 * <p>Kafka's transport unwraps all that has arrived, also when its caller has no more room, and takes an overflow for a fault and closes
 * the connection when its buffer is as full as {@link SSLSession#getApplicationBufferSize} says (KafkaChannel, SslTransportLayer.read).
 * BCJSSE says the longest plaintext itself, so a record of that length with a short one behind it is enough; SunJSSE says more.
 */
public final class RoomySslEngine extends DelegatingSslEngine {
    private static final int SPARE_BYTES = 1;

    /** Kafka asks for the session with every read; another one only comes with the handshake. */
    private @Nullable RoomySession last;

    public RoomySslEngine(SSLEngine delegate) {
        super(delegate);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
        for (int i = offset + length - 1; i >= offset; i--) {
            ByteBuffer last = targets[i];
            if (last.hasRemaining()) {
                int end = last.limit();
                last.limit(end - SPARE_BYTES);
                try {
                    return delegate.unwrap(source, targets, offset, length);
                } finally {
                    last.limit(end);
                }
            }
        }
        return delegate.unwrap(source, targets, offset, length);
    }

    @Override
    public SSLSession getSession() {
        SSLSession session = delegate.getSession();
        RoomySession known = last;
        if (known == null || known.delegate() != session) {
            known = new RoomySession(session, SPARE_BYTES);
            last = known;
        }
        return known;
    }
}
