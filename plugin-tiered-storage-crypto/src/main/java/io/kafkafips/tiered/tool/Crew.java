package io.kafkafips.tiered.tool;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A few threads, and as many tasks waiting. The first task that fails ends the work. For one caller. */
final class Crew implements AutoCloseable {
    private final ExecutorService pool;
    private final Semaphore room;
    private final int places;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Crew(int threads) {
        this.pool = Executors.newFixedThreadPool(threads);
        this.places = 2 * threads;
        this.room = new Semaphore(places);
    }

    /** Starts a task, or waits until one of those before it has ended. */
    void start(Runnable task) throws IOException {
        take(1);
        pool.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                room.release();
            }
        });
    }

    /** Waits for all tasks. */
    void finish() throws IOException {
        take(places);
    }

    private void take(int permits) throws IOException {
        try {
            room.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The work was interrupted");
        }
        Throwable broken = failure.get();
        if (broken instanceof UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        if (broken != null) {
            throw new IllegalStateException("The work came to a stop", broken);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        try {
            pool.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
