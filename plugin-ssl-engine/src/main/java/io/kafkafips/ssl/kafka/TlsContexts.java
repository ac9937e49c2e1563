package io.kafkafips.ssl.kafka;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.ssl.policy.TlsPolicy;
import io.kafkafips.ssl.store.Fingerprint;
import java.lang.ref.WeakReference;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of opened TLS contexts, for all factories of this JVM that have the same settings and the same files.
 *
 * <p>Kafka makes a factory per network thread and listener, and one per client channel: 15 for a small broker, 27 after it has
 * applied its stored dynamic settings. Each gets nothing but its settings, so state that they share can only be static. That is
 * safe here: a context holds nothing that a setting or a file did not say, equal input makes an equal context, and two brokers in one
 * JVM with different settings never meet in it. Opening a store once instead of 27 times is most of the difference between a slow
 * and a quick start, since every opening runs PBKDF2 several times.
 *
 * <p>The key is a {@link Fingerprint} over every setting, secret and file content, under a random key of this JVM: no password is kept, and
 * a changed file is a different key. Contexts are held weakly: when the last factory and engine of an old certificate has gone, so
 * has its private key. Thread-safe; a context is opened under the lock, so that threads which ask for the same one wait for it rather
 * than open it again.
 */
final class TlsContexts {
    private static final int LARGEST = 64;
    private static final int KEY_BYTES = 32;
    private static final float LOAD_FACTOR = 0.75f;

    private final byte[] fingerprintKey;
    private final Map<String, WeakReference<TlsContext>> contexts = new LinkedHashMap<>(LARGEST, LOAD_FACTOR, true);

    TlsContexts() {
        try {
            this.fingerprintKey = new byte[KEY_BYTES];
            FipsJca.keyRandom().nextBytes(fingerprintKey);
        } catch (GeneralSecurityException e) {
            throw new KafkaException("plugin-ssl-engine needs the random source of the FIPS module", e);
        }
    }

    /** The cache of this JVM; made at first use, which is after the JVM was proven. */
    static TlsContexts shared() {
        return Shared.INSTANCE;
    }

    /** Equal for configurations that may share a context, and only for those. */
    String fingerprint(SslEngineConfig config) {
        try {
            Fingerprint fingerprint = new Fingerprint(fingerprintKey);
            TlsPolicy policy = config.policy();
            fingerprint
                    .add(config.role().name())
                    .add(policy.profile().name())
                    .add(policy.limits().namedGroups())
                    .add(policy.limits().clientSchemes())
                    .add(policy.limits().serverSchemes())
                    .add(policy.protocols())
                    .add(policy.clientProtocols())
                    .add(policy.cipherSuites())
                    .add(String.valueOf(policy.suitesAreExplicit()))
                    .add(policy.clientAuth().name())
                    .add(config.revocation().toString());
            config.key().addTo(fingerprint);
            config.trust().addTo(fingerprint);
            return fingerprint.value();
        } catch (GeneralSecurityException e) {
            throw new KafkaException("plugin-ssl-engine cannot compare TLS settings", e);
        }
    }

    /** The context under a fingerprint, opened if no factory holds it. A failure is not remembered. */
    TlsContext get(String fingerprint, Supplier<TlsContext> opener) {
        synchronized (contexts) {
            WeakReference<TlsContext> held = contexts.get(fingerprint);
            @Nullable TlsContext known = held == null ? null : held.get();
            if (known != null) {
                return known;
            }
            TlsContext opened = opener.get();
            contexts.values().removeIf(reference -> reference.get() == null);
            contexts.put(fingerprint, new WeakReference<>(opened));
            if (contexts.size() > LARGEST) {
                contexts.remove(contexts.keySet().iterator().next());
            }
            return opened;
        }
    }

    int size() {
        synchronized (contexts) {
            return contexts.size();
        }
    }

    /** Holder: made when first asked for. */
    private static final class Shared {
        static final TlsContexts INSTANCE = new TlsContexts();
    }
}
