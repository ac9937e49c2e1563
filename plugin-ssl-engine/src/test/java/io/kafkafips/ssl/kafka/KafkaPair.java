package io.kafkafips.ssl.kafka;

import io.kafkafips.ssl.TestSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ByteBufferSend;
import org.apache.kafka.common.network.ChannelState;
import org.apache.kafka.common.network.ConnectionMode;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.network.NetworkSend;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.network.SslChannelBuilder;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/** One connection between two of Kafka's selectors on loopback, both polled by the calling thread. The server sends back what it gets. */
final class KafkaPair implements AutoCloseable {
    private static final String CLIENT = "client";
    private static final String SERVER = "server";
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of a connection that has not ended; told from Kafka's own by identity. */
    private static final ChannelState OPEN = new ChannelState(ChannelState.State.NOT_CONNECTED);

    private final Metrics metrics = new Metrics();
    private final Selector client;
    private final Selector server;
    private final SocketChannel stranger;
    private ChannelState clientState = OPEN;
    private ChannelState serverState = OPEN;
    private String echoed = "";

    private KafkaPair(TestSettings clientSettings, TestSettings serverSettings, byte[] plain) throws IOException {
        this.client = selector(ConnectionMode.CLIENT, clientSettings);
        this.server = selector(ConnectionMode.SERVER, serverSettings);
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = listener.socket().getLocalPort();
            if (plain == null) {
                client.connect(CLIENT, new InetSocketAddress("localhost", port), BUFFER_BYTES, BUFFER_BYTES);
                this.stranger = null;
            } else {
                this.stranger = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                stranger.write(ByteBuffer.wrap(plain));
                stranger.shutdownOutput();
            }
            SocketChannel accepted = listener.accept();
            accepted.configureBlocking(false);
            server.register(SERVER, accepted);
        }
    }

    static KafkaPair connect(TestSettings client, TestSettings server) throws IOException {
        return new KafkaPair(client, server, null);
    }

    /** A client that sends some bytes and hangs up. */
    static KafkaPair plainClient(TestSettings server, byte[] bytes) throws IOException {
        return new KafkaPair(server, server, bytes);
    }

    private Selector selector(ConnectionMode mode, TestSettings settings) {
        Map<String, Object> configs = new HashMap<>(settings.asKafkaGivesThem());
        configs.put("ssl.engine.factory.class", FipsSslEngineFactory.class);
        SslChannelBuilder builder = new SslChannelBuilder(
                mode, mode == ConnectionMode.SERVER ? ListenerName.normalised("clients") : null, false);
        builder.configure(configs);
        return new Selector(
                Duration.ofMinutes(1).toMillis(), metrics, Time.SYSTEM, mode.name(), builder, new LogContext());
    }

    /** What comes back. */
    String echo(String text) throws IOException {
        run(() -> client.isChannelReady(CLIENT));
        echoed = "";
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        client.send(new NetworkSend(CLIENT, ByteBufferSend.sizePrefixed(ByteBuffer.wrap(bytes))));
        run(() -> echoed.length() == bytes.length);
        return echoed;
    }

    void closeClient() {
        client.close(CLIENT);
    }

    /** Closes the socket under the engine's feet. */
    void cutClient() throws IOException {
        for (SelectionKey key : List.copyOf(client.keys())) {
            key.channel().close();
        }
    }

    void runUntilClosed() throws IOException {
        run(() -> isOver(clientState) && isOver(serverState));
    }

    void runUntilServerClosed() throws IOException {
        run(() -> isOver(serverState));
    }

    ChannelState clientState() {
        return clientState;
    }

    ChannelState serverState() {
        return serverState;
    }

    private static boolean isOver(ChannelState state) {
        return state != OPEN;
    }

    private void run(BooleanSupplier done) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Nothing more happens; client " + clientState.state() + ", server "
                        + serverState.state() + ", echoed " + echoed.length());
            }
            client.poll(1);
            server.poll(1);
            clientState = client.disconnected().getOrDefault(CLIENT, clientState);
            serverState = server.disconnected().getOrDefault(SERVER, serverState);
            for (NetworkReceive received : server.completedReceives()) {
                server.send(new NetworkSend(SERVER, ByteBufferSend.sizePrefixed(received.payload())));
            }
            for (NetworkReceive received : client.completedReceives()) {
                echoed += StandardCharsets.US_ASCII.decode(received.payload());
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (stranger != null) {
            stranger.close();
        }
        client.close();
        server.close();
        metrics.close();
    }
}
