package io.kafkafips.validator.registry;

import io.kafkafips.commons.config.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Opens the registries of a policy file. Stateless. */
public final class SchemaRegistries {
    private static final int THREADS = 2;
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private SchemaRegistries() {}

    /**
     * Opens a registry, with its own daemon threads until it is closed.
     *
     * @param base where relative paths begin: the folder of the policy file
     * @param files content of a file by its path, absolute or relative to {@code base}, for schemas in files
     * @throws org.apache.kafka.common.config.ConfigException when a file cannot be used, or the registry cannot be asked and the
     *     settings ask for that
     */
    public static SchemaRegistry open(RegistryConfig config, Path base, Function<String, byte[]> files) {
        return config.isFolder() ? FileSchemaRegistry.read(config, base, files) : connected(config, base);
    }

    private static SchemaRegistry connected(RegistryConfig config, Path base) {
        ThreadFactory names = daemons("schema-registry-" + config.name() + "-");
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, names);
        // the HTTP client has threads of its own for TLS and its callbacks
        ScheduledThreadPoolExecutor http = new ScheduledThreadPoolExecutor(THREADS, daemons("schema-registry-http-"));
        try {
            RegistryHttp client = new RegistryHttp(config, base, http);
            CachedSchemaRegistry registry = new CachedSchemaRegistry(
                    config,
                    new RegistryClient(client, config.context(), config.limits().maxSchemaBytes()),
                    threads,
                    System::nanoTime,
                    () -> end(threads, http));
            start(config, registry, threads);
            return registry;
        } catch (RuntimeException e) {
            end(threads, http);
            throw e;
        }
    }

    private static void end(ExecutorService threads, ExecutorService http) {
        threads.shutdownNow();
        http.shutdownNow();
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static void start(RegistryConfig config, CachedSchemaRegistry registry, ScheduledExecutorService threads) {
        if (config.requireAtStart()) {
            require(config, registry, threads);
        }
        if (!config.subjects().isEmpty()) {
            threads.execute(new WarmUp(config, registry, threads));
        }
    }

    private static void require(RegistryConfig config, CachedSchemaRegistry registry, ExecutorService threads) {
        try {
            threads.submit(() -> {
                        registry.warmUp();
                        return true;
                    })
                    .get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw refused(config, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw refused(config, new IOException("not done within " + LONGEST_START, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(config, e);
        }
    }

    private static RuntimeException refused(RegistryConfig config, Throwable cause) {
        return Refusal.setting(
                "registries." + config.name() + "." + RegistryOptions.URL,
                config.urls(),
                "a registry that answers, and has the subjects " + config.subjects(),
                "mend the registry, or " + RegistryOptions.REQUIRE_AT_START + ": false",
                cause);
    }

    /** Fetches the schemas of the subjects of the settings, until the registry is closed. */
    private record WarmUp(RegistryConfig config, CachedSchemaRegistry registry, ScheduledExecutorService threads)
            implements Runnable {
        @Override
        public void run() {
            Duration pause = config.cache().refresh();
            try {
                registry.warmUp();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | RuntimeException e) {
                registry.failed(e);
                pause = config.cache().retry();
            }
            if (!threads.isShutdown()) {
                CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, threads)
                        .execute(this);
            }
        }
    }
}
