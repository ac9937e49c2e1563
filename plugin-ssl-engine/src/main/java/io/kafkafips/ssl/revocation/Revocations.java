package io.kafkafips.ssl.revocation;

import io.kafkafips.commons.x509.KnownRevocations;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Revocation} of each policy of this JVM, so that listeners and clients with equal settings read a CRL once, and the one
 * background thread that fetches for all of them. What they know is published in {@link KnownRevocations}, for the authorizer. Kafka makes its factories independently of each other: what they share can only
 * be static. Held weakly; the thread is a daemon and ends when it has nothing to do. Thread-safe.
 */
public final class Revocations {
    private static final int MOST_QUEUED = 1024;
    private static final long IDLE_SECONDS = 10;

    private final KnownRevocations published;
    private final Clock clock;
    private final Executor background;
    private final Map<RevocationPolicy, WeakReference<Revocation>> known = new HashMap<>();

    Revocations(KnownRevocations published, Clock clock, Executor background) {
        this.published = published;
        this.clock = clock;
        this.background = background;
    }

    /** Those of this JVM. */
    public static Revocations shared() {
        return Shared.INSTANCE;
    }

    /**
     * The one of a policy.
     *
     * @throws org.apache.kafka.common.config.ConfigException when its CRL files cannot be read
     */
    public Revocation of(RevocationPolicy policy) {
        synchronized (known) {
            WeakReference<Revocation> reference = known.get(policy);
            @Nullable Revocation held = reference == null ? null : reference.get();
            if (held == null) {
                held = new Revocation(policy, clock, background);
                known.values().removeIf(other -> other.get() == null);
                known.put(policy, new WeakReference<>(held));
                published.add(held);
            }
            return held;
        }
    }

    /** Holder: made when first asked for. */
    private static final class Shared {
        static final Revocations INSTANCE = new Revocations(KnownRevocations.shared(), Clock.systemUTC(), oneThread());

        private static Executor oneThread() {
            ThreadPoolExecutor executor = new ThreadPoolExecutor(
                    1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_QUEUED), task -> {
                        Thread thread = new Thread(task, "kafkafips-revocation-fetch");
                        thread.setDaemon(true);
                        return thread;
                    });
            executor.allowCoreThreadTimeOut(true);
            return executor;
        }
    }
}
