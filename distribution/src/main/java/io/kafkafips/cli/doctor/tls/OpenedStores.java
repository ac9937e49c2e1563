package io.kafkafips.cli.doctor.tls;

import io.kafkafips.ssl.store.KeyInput;
import io.kafkafips.ssl.store.KeyMaterial;
import io.kafkafips.ssl.store.TrustInput;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** Opens key and trust stores as the TLS engine does, except those in a token: that would count as a login. Stateless. */
final class OpenedStores {
    private static final String TOKEN = "PKCS11";

    private OpenedStores() {}

    /** Opens one store of an end. */
    @FunctionalInterface
    interface Opener {
        List<X509Certificate> open(TlsEnd end) throws KeyStoreException;
    }

    /** Whether a store is refused for the strength of a certificate. */
    static boolean isWeak(ConfigException refusal) {
        return refusal.getCause() instanceof CertificateException;
    }

    /** Whether the key is in a token. */
    static boolean isToken(TlsEnd end) {
        return end.text("ssl.keystore.type").equalsIgnoreCase(TOKEN);
    }

    /**
     * The keys of an end.
     *
     * @throws ConfigException when the engine refuses them
     */
    static KeyMaterial keys(TlsEnd end) {
        return KeyInput.from(end.typed()).load();
    }

    /**
     * The certificates of its own chains.
     *
     * @throws ConfigException when the engine refuses them
     */
    static List<X509Certificate> chain(TlsEnd end) throws KeyStoreException {
        KeyStore store = isToken(end) ? null : keys(end).store().orElse(null);
        List<X509Certificate> chain = new ArrayList<>();
        if (store != null) {
            for (String alias : Collections.list(store.aliases())) {
                Certificate[] certificates = store.getCertificateChain(alias);
                add(certificates == null ? new Certificate[0] : certificates, chain);
            }
        }
        return chain;
    }

    /**
     * The certificates that it trusts.
     *
     * @throws ConfigException when the engine refuses them
     */
    static List<X509Certificate> anchors(TlsEnd end) throws KeyStoreException {
        KeyStore store = TrustInput.from(end.typed()).load().store().orElse(null);
        List<X509Certificate> anchors = new ArrayList<>();
        if (store != null) {
            for (String alias : Collections.list(store.aliases())) {
                add(new Certificate[] {store.getCertificate(alias)}, anchors);
            }
        }
        return anchors;
    }

    private static void add(Certificate[] certificates, List<X509Certificate> list) {
        for (Certificate certificate : certificates) {
            if (certificate instanceof X509Certificate x509) {
                list.add(x509);
            }
        }
    }
}
