package io.kafkafips.tiered.key;

import io.kafkafips.tiered.format.WrappedKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A key service that is slow, away, refusing, or fails every so often, over one that is none of these. Thread-safe. */
final class FaultyKeyService implements KeyService {
    private final KeyService service;
    private final AtomicReference<@Nullable KeyServiceException> failure = new AtomicReference<>();
    private final AtomicInteger failEvery = new AtomicInteger();
    private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Every key in the clear that it gave. */
    final List<DataKey> given = Collections.synchronizedList(new ArrayList<>());

    FaultyKeyService(KeyService service) {
        this.service = service;
    }

    /** Every call fails with that from now on; null for none. */
    void fail(@Nullable KeyServiceException with) {
        failure.set(with);
    }

    /** Every {@code n}-th call finds the service away; zero for none. */
    void failEvery(int n) {
        failEvery.set(n);
    }

    /** Every call waits until the latch is down. */
    void waitFor(CountDownLatch latch) {
        gate.set(latch);
    }

    int calls() {
        return calls.get();
    }

    int waiting() {
        return waiting.get();
    }

    @Override
    public GeneratedKey generate(String kek, KeyContext context) throws KeyServiceException {
        fault();
        GeneratedKey generated = service.generate(kek, context);
        given.add(generated.key());
        return generated;
    }

    @Override
    public WrappedKey wrap(DataKey key, String kek, KeyContext context) throws KeyServiceException {
        fault();
        return service.wrap(key, kek, context);
    }

    @Override
    public DataKey unwrap(WrappedKey wrapped, KeyContext context) throws KeyServiceException {
        fault();
        DataKey key = service.unwrap(wrapped, context);
        given.add(key);
        return key;
    }

    @Override
    public KeyDescription describe(String kek) throws KeyServiceException {
        fault();
        return service.describe(kek);
    }

    @Override
    public KeyServiceHealth health() {
        return failure.get() == null ? service.health() : KeyServiceHealth.bad("away");
    }

    @Override
    public void close() {
        service.close();
    }

    private void fault() throws KeyServiceException {
        int call = calls.incrementAndGet();
        waiting.incrementAndGet();
        try {
            if (!gate.get().await(1, TimeUnit.MINUTES)) {
                throw new KeyUnavailableException("The gate did not open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableException("Interrupted", e);
        } finally {
            waiting.decrementAndGet();
        }
        KeyServiceException with = failure.get();
        if (with != null) {
            throw with;
        }
        if (failEvery.get() > 0 && call % failEvery.get() == 0) {
            throw new KeyUnavailableException("Call " + call + " finds the service away");
        }
    }
}
