package io.kafkafips.tls;

import io.kafkafips.testkit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code openssl s_server} on a port of its own on loopback: a server for clients under test. Ends with {@link #close}. */
public final class OpenSslServer implements AutoCloseable {
    private static final int ATTEMPTS = 100;
    private static final int PAUSE_MILLIS = 100;

    private final Process process;
    private final Path log;
    private final int port;

    private OpenSslServer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts one with a key and its chain from a PEM file. */
    public static OpenSslServer start(Path identity, Path log, List<String> options) throws Exception {
        int port = Ports.free(1).get(0);
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_server",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                identity.toString(),
                "-key",
                identity.toString(),
                "-cert_chain",
                identity.toString(),
                "-cipher",
                "DEFAULT@SECLEVEL=0"));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        OpenSslServer server = new OpenSslServer(process, log, port);
        server.awaitListening();
        return server;
    }

    private void awaitListening() throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (!process.isAlive()) {
                throw new IllegalStateException("openssl s_server ended:\n" + Files.readString(log));
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        throw new IllegalStateException("openssl s_server does not listen on " + port);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
