package io.kafkafips.ssl.revocation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP exchange of the background: short time-outs, a bound on time and size, no redirects, no proxy, and https over sockets of
 * the FIPS module with host name verification. For one exchange.
 */
final class HttpFetch {
    static final int LARGEST_CRL_BYTES = 64 * 1024 * 1024;
    static final int LARGEST_OCSP_BYTES = 256 * 1024;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int CUT_AGAIN_MILLIS = 50;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final HttpURLConnection connection;
    private final Duration longest;

    HttpFetch(String url, Callable<SSLSocketFactory> https) throws IOException {
        this(url, https, LONGEST);
    }

    /**
     * An exchange with another bound.
     *
     * @param https makes the sockets of an https URL
     * @param longest until it is cut off
     */
    HttpFetch(String url, Callable<SSLSocketFactory> https, Duration longest) throws IOException {
        this.longest = longest;
        if (!RevocationPolicy.isFetchable(url)) {
            throw new IOException("Not an http or https URL");
        }
        this.connection = (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        if (connection instanceof HttpsURLConnection secure) {
            try {
                secure.setSSLSocketFactory(https.call());
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException("No TLS for the exchange: " + e.getMessage(), e);
            }
        }
    }

    byte[] get(int largestBytes) throws IOException {
        return bounded(() -> answer(largestBytes));
    }

    byte[] post(byte[] body, String contentType, int largestBytes) throws IOException {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", contentType);
        connection.setFixedLengthStreamingMode(body.length);
        return bounded(() -> {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            return answer(largestBytes);
        });
    }

    /** What is asked and answered. */
    private interface Exchange {
        byte[] run() throws IOException;
    }

    /** Cuts the exchange off: the read time-out starts anew with every byte, and the JDK reads handshake and headers by itself. */
    private byte[] bounded(Exchange exchange) throws IOException {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        // not on the one thread of all time-outs of the JVM: it may wait for the lock of a reader
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<Void> cut = ended.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyAsync(late -> {
                    disconnectUntil(over);
                    return null;
                });
        try {
            return exchange.run();
        } catch (IOException | RuntimeException e) {
            // the JDK is not prepared for it: a stream that is gone may be a NullPointerException
            if (ended.isCompletedExceptionally()) {
                throw tooLong(e);
            }
            throw e;
        } finally {
            over.countDown();
            ended.complete(null);
            cut.cancel(false);
        }
    }

    /** Again and again: one that has not connected yet takes no notice. */
    private void disconnectUntil(CountDownLatch over) {
        try {
            do {
                connection.disconnect();
            } while (!over.await(CUT_AGAIN_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private IOException tooLong(@Nullable Exception cause) {
        return new IOException("Longer than " + longest.toMillis() + " ms", cause);
    }

    private byte[] answer(int largestBytes) throws IOException {
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("HTTP status " + status);
            }
            try (InputStream in = connection.getInputStream()) {
                return read(in, largestBytes);
            }
        } finally {
            connection.disconnect();
        }
    }

    private byte[] read(InputStream in, int largestBytes) throws IOException {
        long deadline = System.nanoTime() + longest.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            body.write(buffer, 0, length);
            if (body.size() > largestBytes) {
                throw new IOException("More than " + largestBytes + " bytes");
            }
            if (System.nanoTime() - deadline > 0) {
                throw tooLong(null);
            }
        }
        return body.toByteArray();
    }
}
