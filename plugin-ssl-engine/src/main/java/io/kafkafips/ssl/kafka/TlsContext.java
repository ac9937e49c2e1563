package io.kafkafips.ssl.kafka;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.ssl.engine.TlsProvider;
import io.kafkafips.ssl.policy.ClientAuth;
import io.kafkafips.ssl.policy.TlsPolicy;
import io.kafkafips.ssl.revocation.Revocation;
import io.kafkafips.ssl.revocation.RevocationAwareTrustManager;
import io.kafkafips.ssl.revocation.Revocations;
import io.kafkafips.ssl.store.KeyMaterial;
import io.kafkafips.ssl.store.TrustMaterial;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
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
 * @param revocation what is known about revoked certificates
 * @param https sockets to fetch that over https, by the same trust
 * @param jsse the context of BCJSSE
 */
record TlsContext(
        TlsPolicy policy,
        KeyMaterial key,
        TrustMaterial trust,
        Revocation revocation,
        Callable<SSLSocketFactory> https,
        SSLContext jsse) {
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
            Revocation revocation = Revocations.shared().of(config.revocation());
            Callable<SSLSocketFactory> https =
                    () -> TlsProvider.context(new KeyManager[0], new TrustManager[] {trust.manager()})
                            .getSocketFactory();
            TrustManager manager = revocation.policy().on() && trust.manager() instanceof X509ExtendedTrustManager path
                    ? new RevocationAwareTrustManager(path, revocation, https)
                    : trust.manager();
            SSLContext jsse = TlsProvider.context(key.managers(), new TrustManager[] {manager});
            config.policy().requireKeptBy(jsse.createSSLEngine());
            TlsContext context = new TlsContext(config.policy(), key, trust, revocation, https, jsse);
            LOG.info("{}", context.banner());
            return context;
        } catch (GeneralSecurityException | AssertionError e) {
            throw new KafkaException("plugin-ssl-engine cannot make a TLS context: " + e.getMessage(), e);
        }
    }

    /** The trust anchors. */
    Set<X509Certificate> anchors() {
        return trust.manager() instanceof X509TrustManager manager
                ? Set.copyOf(List.of(manager.getAcceptedIssuers()))
                : Set.of();
    }

    /** One line for the log, once per configuration however many factories share it. */
    String banner() {
        String certificates = key.leaves().isEmpty()
                ? "none"
                : key.leaves().stream().map(TlsContext::describe).collect(Collectors.joining(", "));
        String version = TlsContext.class.getPackage().getImplementationVersion();
        return "plugin-ssl-engine " + (version == null ? "(unpackaged)" : version) + ": " + policy.protocols()
                + " with " + policy.cipherSuites() + "; client authentication " + policy.clientAuth()
                + "; own certificate " + certificates + "; " + trust.anchors() + " trust anchor(s); revocation "
                + revocation.policy().line();
    }

    private static String describe(X509Certificate leaf) {
        return leaf.getSubjectX500Principal().getName() + " ("
                + leaf.getPublicKey().getAlgorithm() + ", until "
                + leaf.getNotAfter().toInstant() + ")";
    }
}
