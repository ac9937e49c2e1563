package io.kafkafips.ssl.kafka;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.ssl.engine.TlsProvider;
import io.kafkafips.ssl.policy.ClientAuth;
import io.kafkafips.ssl.policy.TlsPolicy;
import io.kafkafips.ssl.store.KeyMaterial;
import io.kafkafips.ssl.store.TrustMaterial;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all engines of one configuration share: the opened key and trust material and the JSSE context over it, with its session cache.
 * Immutable and thread-safe.
 *
 * @param policy what its connections may be
 * @param key the node's own key
 * @param trust whom it believes
 * @param jsse the context of BCJSSE
 */
record TlsContext(TlsPolicy policy, KeyMaterial key, TrustMaterial trust, SSLContext jsse) {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

    static TlsContext open(SslEngineConfig config) {
        KeyMaterial key = config.key().load();
        TrustMaterial trust = config.trust().load();
        if (config.policy().clientAuth() != ClientAuth.NONE && trust.anchors() == 0) {
            throw Refusal.setting(
                    SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                    null,
                    "a trust store, since ssl.client.auth asks for client certificates",
                    SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG + "=<path of the store>");
        }
        try {
            SSLContext jsse = TlsProvider.context(key.managers(), new TrustManager[] {trust.manager()});
            config.policy().requireKeptBy(jsse.createSSLEngine());
            TlsContext context = new TlsContext(config.policy(), key, trust, jsse);
            LOG.info("{}", context.banner());
            return context;
        } catch (GeneralSecurityException | AssertionError e) {
            throw new KafkaException("plugin-ssl-engine cannot make a TLS context: " + e.getMessage(), e);
        }
    }

    /** One line for the log, once per configuration however many factories share it. */
    String banner() {
        String certificates = key.leaves().isEmpty()
                ? "none"
                : key.leaves().stream().map(TlsContext::describe).collect(Collectors.joining(", "));
        String version = TlsContext.class.getPackage().getImplementationVersion();
        return "plugin-ssl-engine " + (version == null ? "(unpackaged)" : version) + ": " + policy.protocols()
                + " with " + policy.cipherSuites() + "; client authentication " + policy.clientAuth()
                + "; own certificate " + certificates + "; " + trust.anchors() + " trust anchor(s)";
    }

    private static String describe(X509Certificate leaf) {
        return leaf.getSubjectX500Principal().getName() + " ("
                + leaf.getPublicKey().getAlgorithm() + ", until "
                + leaf.getNotAfter().toInstant() + ")";
    }
}
