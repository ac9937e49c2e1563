package io.kafkafips.ssl.kafka;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.fips.FipsRuntime;
import io.kafkafips.ssl.audit.TlsAudit;
import io.kafkafips.ssl.audit.TlsTrails;
import io.kafkafips.ssl.engine.ConnectionWatch;
import io.kafkafips.ssl.engine.GuardedSslEngine;
import io.kafkafips.ssl.engine.JsseLogBridge;
import io.kafkafips.ssl.engine.RoomySslEngine;
import io.kafkafips.ssl.engine.ShortRecordSslEngine;
import io.kafkafips.ssl.metrics.TlsMetrics;
import io.kafkafips.ssl.policy.JvmHardening;
import io.kafkafips.ssl.policy.TlsProfile;
import io.kafkafips.ssl.revocation.RevocationPolicy;
import java.security.KeyStore;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of a Kafka broker, controller or Java client, on the BC FIPS module alone. Kafka makes it by
 * {@code ssl.engine.factory.class}; nearly every other setting is one of Kafka's own, see {@link SslEngineConfig}.
 *
 * <p>A broker with BCFKS stores:
 *
 * <pre>{@code
 * listeners=SSL://:9093
 * ssl.engine.factory.class=io.kafkafips.ssl.kafka.FipsSslEngineFactory
 * ssl.keystore.type=BCFKS
 * ssl.keystore.location=/etc/kafka/broker.bcfks
 * ssl.keystore.password=<at least 14 characters>
 * ssl.truststore.type=BCFKS
 * ssl.truststore.location=/etc/kafka/trust.bcfks
 * ssl.truststore.password=<at least 14 characters>
 * ssl.client.auth=required
 * security.inter.broker.protocol=SSL
 * }</pre>
 *
 * <p>The same with PEM, here for a client; the key file holds one PKCS#8 key and its certificates, leaf first:
 *
 * <pre>{@code
 * security.protocol=SSL
 * ssl.engine.factory.class=io.kafkafips.ssl.kafka.FipsSslEngineFactory
 * ssl.keystore.type=PEM
 * ssl.keystore.location=/etc/kafka/client.pem
 * ssl.truststore.type=PEM
 * ssl.truststore.location=/etc/kafka/ca.pem
 * }</pre>
 *
 * <p>Any of these lines may carry the prefix of a listener ({@code listener.name.<name>.}). {@code fips.tls.profile=strict} narrows TLS
 * of the whole node to TLS 1.3 with AES-256 and P-384, {@code listener.name.<name>.fips.ssl.protocol=strict} that of one listener. The JVM is started with
 * {@code -Djava.security.properties==<java.security of this product>}, {@code -Dorg.bouncycastle.fips.approved_only=true} and
 * {@code -Djdk.tls.allowLegacyMasterSecret=false}; without these {@link #configure} refuses.
 *
 * <p>What it guarantees: TLS 1.3 and 1.2 with AES-GCM and forward secrecy only, the extended master secret in TLS 1.2, no key or
 * certificate on either side below the strength of {@code CertificateStrength}, and no fallback to another provider, store type or set of
 * authorities. What it does not reach: the https client of OAUTHBEARER (its JAAS options insist on Kafka's own factory), JMX, and
 * Connect's REST server, which have TLS settings of their own.
 *
 * <p>Changed files are taken up within seconds and without Kafka's doing, see {@code LiveTls}; certificates of peers are checked for
 * revocation as {@code RevocationPolicy} says, in the handshake and as long as a connection lives. Kafka's dynamic reconfiguration works
 * too: a changed setting, or other file content than at {@link #configure}, makes {@link #shouldBeRebuilt} true, and the stores are given to Kafka
 * for its comparison of names. Instances with equal settings and files share one context, see {@code TlsContexts}. Thread-safe once
 * configured.
 */
public final class FipsSslEngineFactory implements SslEngineFactory {
    private static final Logger LOG = LoggerFactory.getLogger(FipsSslEngineFactory.class);
    private static final String MODULE = "plugin-ssl-engine";

    private volatile @Nullable Configured configured;

    /** Called by Kafka. */
    public FipsSslEngineFactory() {}

    /**
     * Proves the JVM, reads the settings and opens the stores, or takes the opened ones of another instance.
     *
     * @throws ConfigException naming the setting or property at fault, what is expected, and the line that mends it
     */
    @Override
    public void configure(Map<String, ?> configs) {
        FipsRuntime.require(MODULE);
        JvmHardening.require();
        JsseLogBridge.install();
        LiveTls tls = TlsWatcher.shared().acquire(configs, this);
        try {
            configured =
                    new Configured(tls.fingerprint(), tls, TlsTrails.shared().acquire(configs, this));
        } catch (RuntimeException e) {
            tls.release(this);
            throw e;
        }
    }

    /** An engine for a connection to a server; {@code endpointIdentification} is {@code https}, or empty for no host name check. */
    @Override
    public SSLEngine createClientSslEngine(String peerHost, int peerPort, @Nullable String endpointIdentification) {
        TlsContext context = context();
        if (context.trust().anchors() == 0) {
            throw missing(
                    SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                    "a trust store, since a client has to know whom it talks to");
        }
        boolean trial = isTrial(peerHost, peerPort);
        SSLEngine engine = engine(context, trial, peerHost, peerPort);
        context.policy().applyToClient(engine, endpointIdentification == null ? "" : endpointIdentification);
        return guarded(engine, context, trial, peerHost, peerPort);
    }

    /** An engine for a connection that a client opened. */
    @Override
    public SSLEngine createServerSslEngine(String peerHost, int peerPort) {
        TlsContext context = context();
        if (context.key().leaves().isEmpty()) {
            throw missing(
                    SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, "a key store, since a listener has to show a certificate");
        }
        boolean trial = isTrial(peerHost, peerPort);
        SSLEngine engine = engine(context, trial, peerHost, peerPort);
        context.policy().applyToServer(engine);
        return guarded(engine, context, trial, peerHost, peerPort);
    }

    /**
     * Whether settings or file contents differ from those that this instance was configured with. True as well for settings that would be refused: Kafka then
     * makes a new instance, whose {@link #configure} tells the reason.
     */
    @Override
    public boolean shouldBeRebuilt(Map<String, Object> nextConfigs) {
        Configured current = configured;
        if (current == null) {
            return true;
        }
        try {
            return !current.fingerprint().equals(TlsContexts.shared().fingerprint(SslEngineConfig.parse(nextConfigs)));
        } catch (ConfigException e) {
            LOG.debug("The new TLS settings are refused", e);
            return true;
        }
    }

    /** Kafka's own, and what a listener can have for itself, which Kafka would otherwise store and not hand over. */
    @Override
    public Set<String> reconfigurableConfigs() {
        Set<String> keys = new HashSet<>(SslConfigs.RECONFIGURABLE_CONFIGS);
        keys.add(TlsProfile.LISTENER_KEY);
        keys.add(RevocationPolicy.LISTENER_MODE);
        return keys;
    }

    @Override
    public @Nullable KeyStore keystore() {
        return context().key().store().orElse(null);
    }

    @Override
    public @Nullable KeyStore truststore() {
        return context().trust().store().orElse(null);
    }

    /**
     * Ends the watch over the files, unless another instance needs it. Engines can still be made: Kafka closes an instance before it
     * puts the next one in its place, and a network thread may ask it for one in between.
     */
    @Override
    public void close() {
        Configured current = configured;
        if (current != null) {
            current.tls().release(this);
            TlsTrails.shared().release(this);
        }
    }

    /**
     * Whether there is no peer: before Kafka uses the engines of an inter-broker listener it lets them shake hands with each other. It
     * gives them an empty host name, which no address of a connection has.
     */
    private static boolean isTrial(@Nullable String host, int port) {
        return port == 0 && "".equals(host);
    }

    private static SSLEngine engine(TlsContext context, boolean trial, @Nullable String host, int port) {
        if (trial) {
            context.requireTrustedByItself();
        }
        return (trial ? context.trial() : context.jsse()).createSSLEngine(host, port);
    }

    private SSLEngine guarded(SSLEngine engine, TlsContext context, boolean trial, @Nullable String host, int port) {
        ConnectionWatch watch = trial
                ? ConnectionWatch.NONE
                : new PeerWatch(
                        context, TlsMetrics.shared(), current().audit(), TlsWatcher.shared()::coarseMillis, host, port);
        return new GuardedSslEngine(new ShortRecordSslEngine(new RoomySslEngine(engine)), watch);
    }

    private TlsContext context() {
        return current().tls().context();
    }

    private Configured current() {
        Configured current = configured;
        if (current == null) {
            throw new IllegalStateException("configure() comes first");
        }
        return current;
    }

    /**
     * The state after {@link #configure}.
     *
     * @param fingerprint of settings and files as they were then
     * @param tls what follows the files since
     * @param audit where refusals are put on record
     */
    private record Configured(String fingerprint, LiveTls tls, TlsAudit audit) {}

    private static ConfigException missing(String key, String expected) {
        return Refusal.setting(key, null, expected, key + "=<path of the store>");
    }
}
