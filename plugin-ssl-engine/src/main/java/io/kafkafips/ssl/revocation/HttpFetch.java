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
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * An HTTP exchange of the background: short time-outs, a bound on time and size, no redirects, no proxy, and https over sockets of
 * the FIPS module with host name verification. For one exchange.
 */
final class HttpFetch {
    static final int LARGEST_CRL_BYTES = 64 * 1024 * 1024;
    static final int LARGEST_OCSP_BYTES = 256 * 1024;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int BUFFER_BYTES = 16 * 1024;

    private final HttpURLConnection connection;

    HttpFetch(String url, Callable<SSLSocketFactory> https) throws IOException {
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
        CompletableFuture<Void> ended = deadline();
        try {
            return answer(largestBytes);
        } finally {
            ended.complete(null);
        }
    }

    byte[] post(byte[] body, String contentType, int largestBytes) throws IOException {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", contentType);
        connection.setFixedLengthStreamingMode(body.length);
        CompletableFuture<Void> ended = deadline();
        try {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            return answer(largestBytes);
        } finally {
            ended.complete(null);
        }
    }

    /** Cuts the exchange off: the read time-out starts anew with every byte, and the JDK reads handshake and headers by itself. */
    private CompletableFuture<Void> deadline() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        ended.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).exceptionally(late -> {
            connection.disconnect();
            return null;
        });
        return ended;
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

    private static byte[] read(InputStream in, int largestBytes) throws IOException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            body.write(buffer, 0, length);
            if (body.size() > largestBytes) {
                throw new IOException("More than " + largestBytes + " bytes");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("Longer than " + LONGEST.toSeconds() + " s");
            }
        }
        return body.toByteArray();
    }
}
