package io.kafkafips.ssl.store;

import io.kafkafips.ssl.engine.TlsProvider;
import io.kafkafips.ssl.trust.CertificateRule;
import io.kafkafips.ssl.trust.CertificateStrength;
import io.kafkafips.ssl.trust.PathRule;
import io.kafkafips.ssl.trust.PathTrustManager;
import io.kafkafips.ssl.trust.VerifiedPaths;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Trust anchors, checked, and the trust manager over them. Only certificate entries of a store count: BCJSSE would take the
 * certificate of a private key for an anchor too. Immutable; thread-safe as far as {@link KeyStore} is read only.
 */
public final class TrustMaterial {
    private final @Nullable KeyStore store;
    private final X509ExtendedTrustManager pkix;
    private final VerifiedPaths paths;

    private TrustMaterial(
            @Nullable KeyStore store, X509ExtendedTrustManager pkix, Collection<X509Certificate> anchors) {
        this.store = store;
        this.pkix = pkix;
        this.paths = new VerifiedPaths(anchors);
    }

    /** Trusts nobody: no path ends anywhere. */
    static TrustMaterial none() {
        try {
            return new TrustMaterial(null, TlsProvider.trustManager(Bcfks.empty()), List.of());
        } catch (IOException | GeneralSecurityException | AssertionError e) {
            throw new KafkaException("plugin-ssl-engine cannot make an empty trust store: " + e.getMessage(), e);
        }
    }

    static TrustMaterial ofStore(KeyStore store, Origin origin) {
        try {
            List<X509Certificate> anchors = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias) && store.getCertificate(alias) instanceof X509Certificate anchor) {
                    anchors.add(anchor);
                }
            }
            return of(anchors, origin);
        } catch (GeneralSecurityException e) {
            throw unusable(origin, e);
        }
    }

    static TrustMaterial of(List<X509Certificate> anchors, Origin origin) {
        if (anchors.isEmpty()) {
            throw origin.refused(
                    "at least one trusted certificate, but there is none",
                    "import the certificate of the authority (keytool -importcert)");
        }
        try {
            KeyStore store = Bcfks.empty();
            for (X509Certificate anchor : anchors) {
                CertificateStrength.requireKey(anchor);
                store.setCertificateEntry("anchor-" + store.size(), anchor);
            }
            return new TrustMaterial(store, TlsProvider.trustManager(store), anchors);
        } catch (CertificateException e) {
            throw origin.refused(
                    "approved trust anchors", "take that certificate out; make a new authority if it is yours", e);
        } catch (IOException | GeneralSecurityException | AssertionError e) {
            throw unusable(origin, e);
        }
    }

    private static RuntimeException unusable(Origin origin, Throwable cause) {
        return origin.refused("certificates that the FIPS module takes", "make a new store", cause);
    }

    /** The store as Kafka asks for it; empty when nobody is trusted. */
    public Optional<KeyStore> store() {
        return Optional.ofNullable(store);
    }

    /** A trust manager with the strength that holds in every profile, and no further condition. */
    public X509ExtendedTrustManager manager() {
        return manager(CertificateRule.APPROVED, PathRule.NONE);
    }

    /** A trust manager with further conditions. */
    public X509ExtendedTrustManager manager(CertificateRule strength, PathRule rule) {
        return new PathTrustManager(pkix, paths, strength, rule);
    }

    /** Paths to the trust anchors. */
    public VerifiedPaths paths() {
        return paths;
    }

    /** How many trust anchors there are. */
    public int anchors() {
        return paths.anchors().size();
    }
}
