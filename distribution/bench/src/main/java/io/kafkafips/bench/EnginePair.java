package io.kafkafips.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.security.auth.SslEngineFactory;

/** A client and a server engine that talk through heap buffers, as Kafka's transport layer has them. Not thread-safe. */
public final class EnginePair {
    private static final ConfigDef KAFKA = new ConfigDef()
            .define("ssl.client.auth", ConfigDef.Type.STRING, "none", ConfigDef.Importance.LOW, "")
            .withClientSslSupport();

    private final SSLEngine client;
    private final SSLEngine server;
    private final Buffers buffers;

    private EnginePair(SSLEngine client, SSLEngine server, Buffers buffers) {
        this.client = client;
        this.server = server;
        this.buffers = buffers;
    }

    /** Buffers that many pairs may share, one after the other. */
    static final class Buffers {
        private final ByteBuffer net = ByteBuffer.allocate(64 * 1024);
        private final ByteBuffer app = ByteBuffer.allocate(64 * 1024);
    }

    /** A factory as Kafka makes and configures it. */
    static SslEngineFactory factory(Side side, Path material, String protocol) {
        try {
            Map<String, String> settings = side.settings(material);
            settings.put("ssl.protocol", protocol);
            settings.put("ssl.enabled.protocols", protocol);
            SslEngineFactory factory = Class.forName(side.factory())
                    .asSubclass(SslEngineFactory.class)
                    .getConstructor()
                    .newInstance();
            factory.configure(KAFKA.parse(settings));
            return factory;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two engines after their handshake; both sides have asked for a certificate. */
    static EnginePair connect(SslEngineFactory factory, Buffers buffers) throws SSLException {
        EnginePair pair = new EnginePair(
                factory.createClientSslEngine("localhost", 9093, ""),
                factory.createServerSslEngine("localhost", 1),
                buffers);
        pair.handshake();
        return pair;
    }

    private void handshake() throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        ByteBuffer toServer = ByteBuffer.allocate(64 * 1024);
        ByteBuffer toClient = ByteBuffer.allocate(64 * 1024);
        for (int round = 0; round < 200; round++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
            if (isQuiet(client, toClient) && isQuiet(server, toServer)) {
                return;
            }
        }
        throw new SSLException(
                "No end of the handshake: " + client.getHandshakeStatus() + ", " + server.getHandshakeStatus());
    }

    private static boolean isQuiet(SSLEngine engine, ByteBuffer inbound) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && inbound.position() == 0;
    }

    private void step(SSLEngine engine, ByteBuffer inbound, ByteBuffer outbound) throws SSLException {
        inbound.flip();
        boolean going = true;
        while (going) {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                engine.wrap(ByteBuffer.allocate(0), outbound);
            } else if (inbound.hasRemaining()) {
                buffers.app.clear();
                going = engine.unwrap(inbound, buffers.app).getStatus() == SSLEngineResult.Status.OK;
            } else {
                going = false;
            }
        }
        inbound.compact();
    }

    /** Sends a slice to the server, record by record; the number of records. */
    int toServer(ByteBuffer slice) throws SSLException {
        return move(client, server, slice);
    }

    /** Sends a slice to the client, record by record; the number of records. */
    int toClient(ByteBuffer slice) throws SSLException {
        return move(server, client, slice);
    }

    private int move(SSLEngine from, SSLEngine to, ByteBuffer slice) throws SSLException {
        int records = 0;
        while (slice.hasRemaining()) {
            buffers.net.clear();
            require(from.wrap(slice, buffers.net));
            buffers.net.flip();
            while (buffers.net.hasRemaining()) {
                buffers.app.clear();
                require(to.unwrap(buffers.net, buffers.app));
                records++;
            }
        }
        return records;
    }

    private static void require(SSLEngineResult result) throws SSLException {
        if (result.getStatus() != SSLEngineResult.Status.OK) {
            throw new SSLException("Unexpected " + result);
        }
    }
}
