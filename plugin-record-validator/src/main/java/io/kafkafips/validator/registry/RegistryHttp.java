package io.kafkafips.validator.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/**
 * HTTP with the URLs of one registry: GET alone, without redirects, proxies and cookies, bounded in time and size. It begins with the
 * URL that answered last. Thread-safe.
 */
final class RegistryHttp {
    private static final String ACCEPT =
            "application/vnd.schemaregistry.v1+json, application/vnd.schemaregistry+json; q=0.9, application/json; q=0.5";

    private static final int NO_STATUS = 0;

    private final RegistryConfig config;
    private final HttpClients clients;
    private final Path base;
    private final AtomicInteger preferred = new AtomicInteger();

    /**
     * @param base where relative paths begin
     * @param threads for the client's own work, which is short
     */
    RegistryHttp(RegistryConfig config, Path base, ExecutorService threads) {
        this.config = config;
        this.base = base;
        this.clients = new HttpClients(config, base, threads);
    }

    /** An answer of the registry: its status and its body, which is JSON as a rule. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    record Answer(int status, byte[] body) {}

    /** Reads an answer, or refuses it. */
    interface Reader<T> {
        /**
         * What the answer says.
         *
         * @throws UnusableSchema when the registry has not what was asked for
         * @throws IOException when it is no proper answer
         */
        T read(Answer answer) throws UnusableSchema, IOException;
    }

    /**
     * Asks one URL after the other until one has an answer.
     *
     * @param path behind the base URL, with a slash before it
     * @throws UnusableSchema when every one of them said that there is no such thing: one alone may be behind
     * @throws NoAnswer when none of them is there
     * @throws IOException when none has an answer; the message does not hold the path, in which there may be bytes of a record
     */
    <T> T get(String path, Reader<T> reader) throws UnusableSchema, IOException, InterruptedException {
        List<URI> urls = config.urls();
        IOException failure = null;
        UnusableSchema unusable = null;
        boolean silent = true;
        int first = preferred.get();
        for (int i = 0; i < urls.size(); i++) {
            int index = (first + i) % urls.size();
            URI url = urls.get(index);
            try {
                T value = reader.read(exchange(URI.create(url + path)));
                preferred.set(index);
                return value;
            } catch (UnusableSchema e) {
                unusable = e;
                silent = false;
            } catch (IOException e) {
                silent &= e instanceof NoAnswer;
                String words = url + ": " + e.getMessage();
                IOException named = silent ? new NoAnswer(words, e) : new IOException(words, e);
                if (failure != null) {
                    named.addSuppressed(failure);
                }
                failure = named;
            }
        }
        if (failure != null) {
            throw silent || !(failure instanceof NoAnswer) ? failure : new IOException(failure.getMessage(), failure);
        }
        throw unusable == null ? UnusableSchema.unknown() : unusable;
    }

    private Answer exchange(URI url) throws IOException, InterruptedException {
        HttpRequest request = request(url);
        AtomicInteger status = new AtomicInteger(NO_STATUS);
        CompletableFuture<HttpResponse<byte[]>> exchange = clients.current().sendAsync(request, response -> {
            status.set(response.statusCode());
            return BoundedBody.atMost(config.limits().maxSchemaBytes()).apply(response);
        });
        try {
            // the client's own time-out ends with the headers of the response
            HttpResponse<byte[]> response =
                    exchange.get(config.limits().requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.body());
        } catch (ExecutionException e) {
            throw failure(status.get(), words(e), e);
        } catch (TimeoutException e) {
            throw failure(
                    status.get(),
                    "no answer within " + config.limits().requestTimeout().toMillis() + " ms",
                    e);
        } finally {
            exchange.cancel(true);
        }
    }

    /** Whoever begins a response, or a TLS handshake, is there. */
    private static IOException failure(int status, String words, Exception cause) {
        boolean there = status == NO_STATUS ? isOfTls(cause) : !RegistryAnswers.isOfAGateway(status);
        return there ? new IOException(words, cause) : new NoAnswer(words, cause);
    }

    private static boolean isOfTls(Throwable failure) {
        return failure instanceof SSLException || (failure.getCause() != null && isOfTls(failure.getCause()));
    }

    private static String words(ExecutionException failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private HttpRequest request(URI url) throws IOException {
        String authorization = authorization();
        HttpRequest.Builder request = HttpRequest.newBuilder(url).GET().header("Accept", ACCEPT);
        try {
            return (authorization.isEmpty() ? request : request.header("Authorization", authorization)).build();
        } catch (IllegalArgumentException e) {
            // without the cause, which quotes the header
            throw new IOException("the credentials cannot be sent in a header");
        }
    }

    /** Empty when there are no credentials. */
    private String authorization() throws IOException {
        RegistryConfig.Credentials credentials = config.credentials();
        if (!credentials.tokenFile().isEmpty()) {
            return "Bearer " + new SecretFile(base.resolve(credentials.tokenFile())).token();
        }
        if (credentials.user().isEmpty()) {
            return "";
        }
        String pair = credentials.user() + ":" + new SecretFile(base.resolve(credentials.passwordFile())).read();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
