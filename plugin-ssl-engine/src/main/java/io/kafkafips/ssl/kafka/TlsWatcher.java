package io.kafkafips.ssl.kafka;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.ssl.metrics.TlsMetrics;
import io.kafkafips.ssl.store.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link LiveTls} of each set of settings in this JVM, and the one daemon thread that looks after them: it compares the content of
 * their files every {@value #POLL_MILLIS} ms, which works for swapped symbolic links and network file systems alike, and it moves the
 * coarse clock on by which live connections are checked. The thread ends when the last factory is closed. Thread-safe.
 */
final class TlsWatcher {
    static final long POLL_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(TlsWatcher.class);
    private static final long TICK_MILLIS = 250;
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 4;

    private final TlsContexts contexts;
    private final TlsMetrics metrics;
    private final Clock clock;
    private final byte[] fingerprintKey = new byte[KEY_BYTES];
    private final List<Watched> watched = new ArrayList<>();
    private volatile long now;
    private @Nullable Thread thread;

    TlsWatcher(TlsContexts contexts, TlsMetrics metrics, Clock clock) {
        this.contexts = contexts;
        this.metrics = metrics;
        this.clock = clock;
        this.now = clock.millis();
        try {
            FipsJca.keyRandom().nextBytes(fingerprintKey);
        } catch (GeneralSecurityException e) {
            throw new KafkaException("plugin-ssl-engine needs the random source of the FIPS module", e);
        }
    }

    /** That of this JVM; made at first use, which is after the JVM was proven. */
    static TlsWatcher shared() {
        return Shared.INSTANCE;
    }

    /** One configuration with the name of its metrics. */
    private record Watched(String key, LiveTls tls, String id, String keystore) {}

    /** Milliseconds since 1970, at most some hundred of them behind: a single volatile read. */
    long coarseMillis() {
        return now;
    }

    /**
     * The TLS of these settings with what their files hold now, watched from here on until the user releases it or is gone.
     *
     * <p>Where the files have changed since another instance read them, this is a new one: Kafka is about to compare the key stores of
     * both, and the older catches up by itself.
     *
     * @throws org.apache.kafka.common.config.ConfigException when it cannot be used
     */
    LiveTls acquire(Map<String, ?> configs, Object user) {
        Map<String, Object> settings = SslEngineConfig.relevant(configs);
        String content = contexts.fingerprint(SslEngineConfig.parse(configs));
        String key = fingerprint(settings);
        synchronized (watched) {
            Watched found = find(key, content);
            if (found == null) {
                found = new Watched(key, new LiveTls(settings, contexts), id(settings), keystore(settings));
                watched.add(0, found);
                register(found);
            }
            found.tls().use(user);
            start();
            return found.tls();
        }
    }

    private @Nullable Watched find(String key, String content) {
        for (Watched each : watched) {
            if (each.key().equals(key) && each.tls().fingerprint().equals(content)) {
                return each;
            }
        }
        return null;
    }

    private void start() {
        if (thread == null) {
            now = clock.millis();
            thread = new Thread(this::watch, "kafkafips-tls-watcher");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void register(Watched each) {
        metrics.register(each.id(), each.keystore(), new LiveTlsBean(each.tls(), clock));
    }

    private void watch() {
        long nextPoll = System.nanoTime() + Duration.ofMillis(POLL_MILLIS).toNanos();
        while (!hasEnded()) {
            try {
                Thread.sleep(TICK_MILLIS);
                now = clock.millis();
                if (System.nanoTime() - nextPoll >= 0) {
                    pollAll();
                    nextPoll =
                            System.nanoTime() + Duration.ofMillis(POLL_MILLIS).toNanos();
                }
            } catch (InterruptedException e) {
                LOG.debug("Somebody interrupts the watcher, which ends by itself", e);
            } catch (RuntimeException | Error e) {
                LOG.warn("The look at the TLS files failed and is repeated: {}", e.toString());
            }
        }
    }

    private void pollAll() {
        List<LiveTls> all = new ArrayList<>();
        synchronized (watched) {
            watched.forEach(each -> all.add(each.tls()));
        }
        // several listeners have the same file: it is told of once
        Set<String> refusals = new TreeSet<>();
        for (LiveTls tls : all) {
            refusals.add(tls.poll());
            tls.context().revocation().poll();
            now = clock.millis();
        }
        for (String refusal : refusals) {
            if (!refusal.isEmpty()) {
                LOG.warn("The changed TLS material is refused, what was loaded before stays in use: {}", refusal);
            }
        }
    }

    private boolean hasEnded() {
        synchronized (watched) {
            List<Watched> unused =
                    watched.stream().filter(each -> !each.tls().isUsed()).toList();
            watched.removeAll(unused);
            for (Watched each : unused) {
                metrics.unregister(each.id(), each.keystore());
                watched.stream()
                        .filter(other -> other.id().equals(each.id()))
                        .findFirst()
                        .ifPresent(this::register);
            }
            if (watched.isEmpty()) {
                thread = null;
            }
            return watched.isEmpty();
        }
    }

    /** Tells settings apart, secrets included, without keeping them. */
    private String fingerprint(Map<String, Object> settings) {
        try {
            Fingerprint fingerprint = new Fingerprint(fingerprintKey);
            new TreeMap<>(settings).forEach((key, value) -> {
                fingerprint.add(key);
                if (value instanceof Password secret) {
                    fingerprint.add(secret);
                } else {
                    fingerprint.add(String.valueOf(value));
                }
            });
            return fingerprint.value();
        } catch (GeneralSecurityException e) {
            throw new KafkaException("plugin-ssl-engine cannot compare TLS settings", e);
        }
    }

    /** A name for the metrics that is the same after a restart; secrets show as {@code [hidden]} and take no part. */
    private static String id(Map<String, Object> settings) {
        try {
            byte[] digest =
                    FipsJca.sha256().digest(new TreeMap<>(settings).toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new KafkaException("plugin-ssl-engine cannot name its metrics", e);
        }
    }

    private static String keystore(Map<String, Object> settings) {
        Object location = settings.get(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
        if (location != null) {
            return location.toString();
        }
        return settings.get(SslConfigs.SSL_KEYSTORE_KEY_CONFIG) == null ? "none" : "inline";
    }

    /** Holder: made when first asked for. */
    private static final class Shared {
        static final TlsWatcher INSTANCE = new TlsWatcher(TlsContexts.shared(), TlsMetrics.shared(), Clock.systemUTC());
    }
}
