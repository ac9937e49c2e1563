package io.kafkafips.ssl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Two engines that talk in memory: a handshake, then a few bytes each way, as far as they get. An engine that fails may still send
 * its alert, so that the other side's failure can be seen too.
 */
public final class Conversation {
    private static final int ROUNDS = 60;
    private static final int BUFFER_BYTES = 128 * 1024;

    private final Side client;
    private final Side server;

    private Conversation(SSLEngine client, SSLEngine server) {
        this.client = new Side(client, "from the client");
        this.server = new Side(server, "from the server");
    }

    /** Runs it. */
    public static Conversation between(SSLEngine client, SSLEngine server) throws SSLException {
        Conversation conversation = new Conversation(client, server);
        client.beginHandshake();
        server.beginHandshake();
        for (int round = 0; round < ROUNDS && !conversation.isOver(); round++) {
            conversation.client.step(conversation.server.sent);
            conversation.server.step(conversation.client.sent);
        }
        return conversation;
    }

    private boolean isOver() {
        return client.heard.equals(server.says) && server.heard.equals(client.says);
    }

    /** Whether each side heard what the other one said. */
    public boolean succeeded() {
        return isOver();
    }

    public SSLException clientFailure() {
        return client.failure;
    }

    public SSLException serverFailure() {
        return server.failure;
    }

    public SSLEngine client() {
        return client.engine;
    }

    public SSLEngine server() {
        return server.engine;
    }

    private static final class Side {
        final SSLEngine engine;
        final String says;
        final ByteBuffer sent = ByteBuffer.allocate(BUFFER_BYTES);
        private final ByteBuffer plain = ByteBuffer.allocate(BUFFER_BYTES);
        String heard = "";
        SSLException failure;
        private boolean said;

        Side(SSLEngine engine, String says) {
            this.engine = engine;
            this.says = says;
        }

        void step(ByteBuffer received) {
            try {
                received.flip();
                if (failure == null) {
                    runTasks();
                    unwrapAll(received);
                    wrapAll();
                }
            } catch (SSLException e) {
                failure = e;
                flushAlert();
            } finally {
                received.compact();
            }
        }

        private void unwrapAll(ByteBuffer received) throws SSLException {
            boolean going = engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP;
            while (going && received.hasRemaining()) {
                int before = received.remaining();
                SSLEngineResult result = engine.unwrap(received, plain);
                runTasks();
                going = result.getStatus() == SSLEngineResult.Status.OK
                        && received.remaining() < before
                        && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP;
            }
            heard = new String(Arrays.copyOf(plain.array(), plain.position()), StandardCharsets.US_ASCII);
        }

        private void wrapAll() throws SSLException {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                if (engine.wrap(ByteBuffer.allocate(0), sent).getStatus() != SSLEngineResult.Status.OK) {
                    return;
                }
                runTasks();
            }
            if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && !said) {
                said = true;
                engine.wrap(ByteBuffer.wrap(says.getBytes(StandardCharsets.US_ASCII)), sent);
            }
        }

        /** As Kafka's SslTransportLayer does it. */
        private void flushAlert() {
            engine.closeOutbound();
            try {
                int produced = 1;
                while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && produced > 0) {
                    produced = engine.wrap(ByteBuffer.allocate(0), sent).bytesProduced();
                }
            } catch (SSLException e) {
                failure.addSuppressed(e);
            }
        }

        private void runTasks() {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        }
    }
}
