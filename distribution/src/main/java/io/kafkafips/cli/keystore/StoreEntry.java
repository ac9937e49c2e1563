package io.kafkafips.cli.keystore;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a store as the module has it.
 *
 * @param alias its name
 * @param key the private key; {@code null} for a trusted certificate, and where keys were not asked for
 * @param isKey whether there is a private key in the store
 * @param chain the leaf first; the one certificate of a trust entry
 */
record StoreEntry(String alias, @Nullable PrivateKey key, boolean isKey, List<X509Certificate> chain) {
    StoreEntry {
        chain = List.copyOf(chain);
    }

    static StoreEntry pair(String alias, PrivateKey key, List<X509Certificate> chain) {
        return new StoreEntry(alias, key, true, chain);
    }

    static StoreEntry trusted(String alias, X509Certificate certificate) {
        return new StoreEntry(alias, null, false, List.of(certificate));
    }

    X509Certificate leaf() {
        return chain.get(0);
    }

    String kind() {
        return isKey ? "key" : "trusted";
    }
}
