package io.kafkafips.ssl;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** A blocking TLS connection over an engine and a socket: for peers in another process. Not thread-safe. */
public final class EngineSocket implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final SSLEngine engine;
    private final Socket socket;
    private final ByteBuffer inbound = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final ByteBuffer plain = ByteBuffer.allocate(BUFFER_BYTES).flip();

    public EngineSocket(SSLEngine engine, Socket socket) {
        this.engine = engine;
        this.socket = socket;
    }

    public SSLEngine engine() {
        return engine;
    }

    /** Writes in as many records as the engine makes; at least one, be it empty. */
    public void write(byte[] bytes) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        do {
            if (!progress()) {
                wrap(source);
            }
        } while (source.hasRemaining());
    }

    /** Reads exactly so many bytes. */
    public byte[] read(int length) throws IOException {
        byte[] bytes = new byte[length];
        int filled = 0;
        while (filled < length) {
            int now = Math.min(plain.remaining(), length - filled);
            plain.get(bytes, filled, now);
            filled += now;
            if (filled < length && !plain.hasRemaining()) {
                if (!progress()) {
                    unwrap();
                }
            }
        }
        return bytes;
    }

    /** One step of a handshake, if there is one under way. */
    private boolean progress() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        switch (status) {
            case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
            case NEED_UNWRAP -> unwrap();
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void wrap(ByteBuffer source) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(BUFFER_BYTES);
        engine.wrap(source, record);
        socket.getOutputStream().write(record.array(), 0, record.position());
        socket.getOutputStream().flush();
    }

    private void unwrap() throws IOException {
        plain.compact();
        SSLEngineResult result = engine.unwrap(inbound, plain);
        plain.flip();
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new EOFException("closed by the peer");
        }
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            inbound.compact();
            int read = socket.getInputStream().read(inbound.array(), inbound.position(), inbound.remaining());
            if (read < 0) {
                throw new EOFException("no more bytes");
            }
            inbound.position(inbound.position() + read).flip();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
