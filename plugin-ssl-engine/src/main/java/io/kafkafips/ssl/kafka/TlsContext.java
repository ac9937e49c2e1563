package io.kafkafips.ssl.kafka;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.config.Versions;
import io.kafkafips.ssl.engine.AlertingTrustManager;
import io.kafkafips.ssl.engine.TlsProvider;
import io.kafkafips.ssl.policy.ClientAuth;
import io.kafkafips.ssl.policy.TlsPolicy;
import io.kafkafips.ssl.revocation.Revocation;
import io.kafkafips.ssl.revocation.RevocationRule;
import io.kafkafips.ssl.revocation.Revocations;
import io.kafkafips.ssl.store.KeyMaterial;
import io.kafkafips.ssl.store.OwnCertificateCheck;
import io.kafkafips.ssl.store.TrustMaterial;
import io.kafkafips.ssl.trust.CertificateRule;
import io.kafkafips.ssl.trust.PathRule;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
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
 * @param ownCertificates what its own certificates have passed
 * @param revocation what is known about revoked certificates
 * @param https sockets to fetch that over https, by the same trust
 * @param jsse the context of BCJSSE
 * @param trial the same without revocation, for a handshake of the node with itself: nobody has been asked about its own certificate yet
 */
record TlsContext(
        TlsPolicy policy,
        KeyMaterial key,
        TrustMaterial trust,
        OwnCertificateCheck ownCertificates,
        Revocation revocation,
        Callable<SSLSocketFactory> https,
        SSLContext jsse,
        SSLContext trial) {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

    static TlsContext open(SslEngineConfig config) {
        return open(config, Clock.systemUTC());
    }

    /**
     * Opens the stores.
     *
     * @param clock for the validity of the node's own certificates
     */
    static TlsContext open(SslEngineConfig config, Clock clock) {
        KeyMaterial key = config.key().load();
        CertificateRule rule = CertificateRule.of(config.policy().profile());
        OwnCertificateCheck check = new OwnCertificateCheck(config.role(), rule, clock);
        check.require(key);
        check.requireCurveAmong(key, config.policy().limits().namedGroups());
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
            SSLContext trial = jsse(key, trust.manager(rule, PathRule.NONE));
            SSLContext jsse = revocation.policy().on()
                    ? jsse(
                            key,
                            trust.manager(
                                    rule,
                                    new RevocationRule(
                                            revocation, https, trust.paths().anchors())))
                    : trial;
            config.policy().requireKeptBy(jsse.createSSLEngine());
            TlsContext context = new TlsContext(config.policy(), key, trust, check, revocation, https, jsse, trial);
            LOG.info("{}", context.banner());
            return context;
        } catch (GeneralSecurityException | AssertionError e) {
            throw new KafkaException("plugin-ssl-engine cannot make a TLS context: " + e.getMessage(), e);
        }
    }

    private static SSLContext jsse(KeyMaterial key, X509ExtendedTrustManager trust) throws GeneralSecurityException {
        TrustManager[] managers = {new AlertingTrustManager(trust)};
        return key.token().isPresent()
                ? TlsProvider.contextWithToken(
                        key.managers(), managers, key.token().get())
                : TlsProvider.context(key.managers(), managers);
    }

    /**
     * What Kafka is about to try out, before it does: whether this node would accept itself as a peer.
     *
     * @throws ConfigException with the reason
     */
    void requireTrustedByItself() {
        ownCertificates.requireTrustedByItself(key, trust.manager(), policy.clientAuth());
    }

    /** The trust anchors. */
    Set<X509Certificate> anchors() {
        return trust.paths().anchors();
    }

    /** One line for the log, once per configuration however many factories share it. */
    String banner() {
        String certificates = key.leaves().isEmpty()
                ? "none"
                : key.leaves().stream().map(TlsContext::describe).collect(Collectors.joining(", "));
        return "plugin-ssl-engine " + Versions.of(TlsContext.class) + ": profile "
                + policy.profile().setting() + ", " + policy.protocols() + " with " + policy.cipherSuites()
                + "; client authentication " + policy.clientAuth()
                + "; own certificate " + certificates + "; " + trust.anchors() + " trust anchor(s); revocation "
                + revocation.policy().line();
    }

    private static String describe(X509Certificate leaf) {
        return leaf.getSubjectX500Principal().getName() + " ("
                + leaf.getPublicKey().getAlgorithm() + ", until "
                + leaf.getNotAfter().toInstant() + ")";
    }
}
