package io.kafkafips.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how the server is: in a file for the check inside the container, and, where a port is given, by HTTP for the probes of Kubernetes,
 * which then start no JVM. The answer is one line without a secret. Its threads are daemons and end with the JVM.
 */
final class HealthReporter {
    private static final Logger LOG = LoggerFactory.getLogger(HealthReporter.class);
    private static final int INTERVAL_SECONDS = 2;

    /** More than one: the JDK's server reads a request on the thread that answers it, and a peer that sends half of one would be the only one. */
    private static final int ANSWERING_THREADS = 8;

    private final NodeState state;
    private final HealthFile file;

    HealthReporter(NodeState state, HealthFile file) {
        this.state = state;
        this.file = file;
    }

    /** Writes the file from now on; nobody ends it but the JVM. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void start() throws IOException {
        file.delete();
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(HealthReporter::daemon);
        scheduler.scheduleWithFixedDelay(this::report, 0, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    /** Answers {@code GET /health} on all addresses: 200 or 503. The address that it has. */
    InetSocketAddress serve(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/health", this::answer);
        server.setExecutor(Executors.newFixedThreadPool(ANSWERING_THREADS, HealthReporter::daemon));
        server.start();
        return server.getAddress();
    }

    private void report() {
        try {
            file.write(state.describe());
        } catch (IOException e) {
            // the file grows old, and the check says so
            LOG.warn(
                    "The state for the health check cannot be written, so the check will fail. Remedy: space in the tmpfs",
                    e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String text = state.describe();
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(
                    text.equals(NodeState.READY) ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE,
                    body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "health");
        thread.setDaemon(true);
        return thread;
    }
}
