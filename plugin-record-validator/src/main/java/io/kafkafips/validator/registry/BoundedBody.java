package io.kafkafips.validator.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The body of an HTTP response in memory; one that is longer than allowed ends the exchange. For one response. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final int mostBytes;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    private BoundedBody(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    static BodyHandler<byte[]> atMost(int bytes) {
        return response -> new BoundedBody(bytes);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] piece = new byte[Math.min(buffer.remaining(), mostBytes + 1 - content.size())];
            buffer.get(piece);
            content.writeBytes(piece);
        }
        if (content.size() > mostBytes && subscription != null) {
            subscription.cancel();
            body.completeExceptionally(new IOException("an answer of more than " + mostBytes + " bytes"));
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(content.toByteArray());
    }
}
