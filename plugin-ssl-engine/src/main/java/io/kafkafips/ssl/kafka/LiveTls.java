package io.kafkafips.ssl.kafka;

import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of one set of settings, which follows the files that the settings name: {@link #context} is always the last one that could be
 * opened and is still that of the same node. Factories with equal settings share it. Thread-safe.
 *
 * <p>A file is compared by its content, so that it does not matter how it was replaced. One that is refused is told of once, and only
 * when two looks in a row found the same: the first may have seen half of a file that is being written.
 */
final class LiveTls {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTls.class);

    /** What is refused may become good without a change: a certificate that is not valid yet. */
    private static final int LOOKS_BETWEEN_TRIALS = 15;

    private final Map<String, Object> settings;
    private final TlsContexts contexts;
    private final Clock clock;
    private final Set<Object> users = Collections.newSetFromMap(new WeakHashMap<>());
    private final AtomicLong reloads = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private volatile State state;
    private volatile boolean refusedNow;
    private @Nullable String suspect;
    private @Nullable String refusedFingerprint;
    private int looks;

    /** What is in use. */
    private record State(String fingerprint, TlsContext context) {}

    /**
     * Opens the stores.
     *
     * @param settings every key that is ours or may be
     * @throws ConfigException when they cannot be used
     */
    LiveTls(Map<String, Object> settings, TlsContexts contexts) {
        this(settings, contexts, Clock.systemUTC());
    }

    /**
     * Opens the stores.
     *
     * @param clock for the validity of the node's own certificates
     */
    LiveTls(Map<String, Object> settings, TlsContexts contexts, Clock clock) {
        this.settings = settings;
        this.contexts = contexts;
        this.clock = clock;
        SslEngineConfig config = SslEngineConfig.parse(settings);
        String fingerprint = contexts.fingerprint(config);
        this.state = new State(fingerprint, contexts.get(fingerprint, () -> TlsContext.open(config, clock)));
    }

    TlsContext context() {
        return state.context();
    }

    /** Tells the settings and file contents in use from any others. */
    String fingerprint() {
        return state.fingerprint();
    }

    /** Keeps it alive until {@link #release}, or until that object is gone. */
    void use(Object user) {
        synchronized (users) {
            users.add(user);
        }
    }

    void release(Object user) {
        synchronized (users) {
            users.remove(user);
        }
    }

    boolean isUsed() {
        synchronized (users) {
            return !users.isEmpty();
        }
    }

    /**
     * Takes up what the files hold now; if that is refused, what was in use stays.
     *
     * @return why it is refused, if that is news; else empty
     */
    synchronized String poll() {
        String fingerprint = "";
        try {
            SslEngineConfig next = SslEngineConfig.parse(settings);
            fingerprint = contexts.fingerprint(next);
            if (fingerprint.equals(state.fingerprint())) {
                cleared();
            } else if (!fingerprint.equals(refusedFingerprint) || ++looks % LOOKS_BETWEEN_TRIALS == 0) {
                adopt(next, fingerprint);
                cleared();
            }
            return "";
        } catch (RuntimeException | AssertionError e) {
            return refused(fingerprint, e);
        }
    }

    private void adopt(SslEngineConfig next, String fingerprint) {
        TlsContext opened = contexts.get(fingerprint, () -> TlsContext.open(next, clock));
        next.sameNode().require(state.context().key().leaves(), opened.key().leaves());
        state = new State(fingerprint, opened);
        reloads.incrementAndGet();
        LOG.info("TLS material reloaded: new connections use it");
    }

    private void cleared() {
        suspect = null;
        refusedFingerprint = null;
        refusedNow = false;
    }

    private String refused(String fingerprint, Throwable e) {
        String seen = fingerprint + e.getMessage();
        if (!seen.equals(suspect)) {
            suspect = seen;
            return "";
        }
        if (refusedNow && fingerprint.equals(refusedFingerprint)) {
            return "";
        }
        refusedNow = true;
        refusedFingerprint = fingerprint;
        refusals.incrementAndGet();
        return String.valueOf(e.getMessage());
    }

    long reloads() {
        return reloads.get();
    }

    long refusals() {
        return refusals.get();
    }

    boolean isRefusedNow() {
        return refusedNow;
    }
}
