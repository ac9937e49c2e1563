package io.kafkafips.image;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;

/** Waits until the health endpoint says ready; throws with the container's log as soon as the container has ended, or at the timeout. */
final class ReadyOrEnded implements WaitStrategy {
    private static final Duration POLL = Duration.ofMillis(300);

    private static final int PATIENCE_MS = 30_000;

    private final int port;
    private Duration timeout;

    ReadyOrEnded(int port, Duration timeout) {
        this.port = port;
        this.timeout = timeout;
    }

    @Override
    public WaitStrategy withStartupTimeout(Duration startupTimeout) {
        timeout = startupTimeout;
        return this;
    }

    @Override
    public void waitUntilReady(WaitStrategyTarget container) {
        long start = System.nanoTime();
        while (!isReady()) {
            if (!container.isRunning()) {
                throw new IllegalStateException("The container has ended:\n" + container.getLogs());
            }
            if (System.nanoTime() - start > timeout.toNanos()) {
                throw new IllegalStateException("Not ready within " + timeout + ":\n" + container.getLogs());
            }
            pause();
        }
    }

    /** Not by java.net.http, which asks for a default SSLContext that a FIPS-only JVM has no trust store for. */
    private boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/health").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            // nobody listens yet
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
