package io.kafkafips.ssl.store;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.ssl.engine.TlsProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A node's own private keys and chains, opened and checked by {@link KeyPairCheck}. Passwords are not kept. Immutable; thread-safe as
 * far as {@link KeyStore} is read only.
 */
public final class KeyMaterial {
    private static final String ALIAS = "kafka";
    private static final int PASSWORD_BYTES = 32;

    private final @Nullable KeyStore store;
    private final KeyManager[] managers;
    private final List<OwnChain> chains;
    private final @Nullable Provider token;

    private KeyMaterial(@Nullable KeyStore store, KeyManager[] managers, List<OwnChain> chains) {
        this(store, managers, chains, null);
    }

    private KeyMaterial(
            @Nullable KeyStore store, KeyManager[] managers, List<OwnChain> chains, @Nullable Provider token) {
        this.store = store;
        this.managers = managers;
        this.chains = List.copyOf(chains);
        this.token = token;
    }

    static KeyMaterial none() {
        return new KeyMaterial(null, new KeyManager[0], List.of());
    }

    /** Every key of a store. */
    static KeyMaterial ofStore(KeyStore store, char[] keyPassword, Origin origin) {
        try {
            List<OwnChain> chains = chains(store, keyPassword, new KeyPairCheck(), origin);
            return new KeyMaterial(store, TlsProvider.keyManagers(store, keyPassword), chains);
        } catch (GeneralSecurityException | AssertionError e) {
            throw unusable(origin, e);
        }
    }

    /** Every key of a PKCS#11 token, whose login opened them. */
    static KeyMaterial ofToken(KeyStore store, Provider token, Origin origin) throws GeneralSecurityException {
        List<OwnChain> chains = chains(store, null, new KeyPairCheck(token), origin);
        return new KeyMaterial(store, TlsProvider.keyManagers(store, null), chains, token);
    }

    private static List<OwnChain> chains(
            KeyStore store, char @Nullable [] keyPassword, KeyPairCheck check, Origin origin)
            throws GeneralSecurityException {
        List<OwnChain> chains = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                String place = "alias '" + alias + "'";
                List<X509Certificate> chain = chain(store, alias, origin);
                check.require(privateKey(store, alias, keyPassword, origin), chain, place, origin);
                chains.add(new OwnChain(place, origin, chain));
            }
        }
        if (chains.isEmpty()) {
            throw origin.refused(
                    "a store with a private key, but it has none", "import the key and its chain into the store");
        }
        return chains;
    }

    /**
     * One key, in a BCFKS store in memory under a password drawn for it and forgotten; Kafka's own factory would make a PKCS12 store,
     * which the module does not have.
     */
    static KeyMaterial ofPair(PrivateKey key, List<X509Certificate> chain, Origin origin) {
        char[] password = new char[0];
        try {
            new KeyPairCheck().require(key, chain, "this setting", origin);
            byte[] random = new byte[PASSWORD_BYTES];
            FipsJca.keyRandom().nextBytes(random);
            password = HexFormat.of().formatHex(random).toCharArray();
            KeyStore store = Bcfks.empty();
            store.setKeyEntry(ALIAS, key, password, chain.toArray(Certificate[]::new));
            return new KeyMaterial(
                    store,
                    TlsProvider.keyManagers(store, password),
                    List.of(new OwnChain("this setting", origin, chain)));
        } catch (IOException | GeneralSecurityException | AssertionError e) {
            throw unusable(origin, e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static List<X509Certificate> chain(KeyStore store, String alias, Origin origin)
            throws GeneralSecurityException {
        Certificate[] chain = store.getCertificateChain(alias);
        List<X509Certificate> certificates = chain == null
                ? List.of()
                : Arrays.stream(chain)
                        .filter(X509Certificate.class::isInstance)
                        .map(X509Certificate.class::cast)
                        .toList();
        if (certificates.isEmpty()) {
            throw origin.refused(
                    "an X.509 certificate for the key of alias '" + alias + "'", "import the chain of the key");
        }
        return certificates;
    }

    private static PrivateKey privateKey(KeyStore store, String alias, char @Nullable [] password, Origin origin) {
        try {
            if (store.getKey(alias, password) instanceof PrivateKey key) {
                return key;
            }
            throw origin.refused("a private key under alias '" + alias + "'", "delete other keys from the store");
        } catch (GeneralSecurityException | AssertionError e) {
            throw origin.refused(
                    "a key under alias '" + alias
                            + "' that opens with ssl.key.password (or, without one, ssl.keystore.password)",
                    "set ssl.key.password to the password of the key",
                    e);
        }
    }

    private static RuntimeException unusable(Origin origin, Throwable cause) {
        return origin.refused(
                "a key and certificate that the FIPS module takes", "make a new key and certificate", cause);
    }

    /** The store as Kafka compares it between reconfigurations; empty when the node has no key. */
    public Optional<KeyStore> store() {
        return Optional.ofNullable(store);
    }

    /** The token that signs with the keys; empty when the module itself does. */
    public Optional<Provider> token() {
        return Optional.ofNullable(token);
    }

    /** For the TLS context; empty when the node has no key. */
    public KeyManager[] managers() {
        return managers.clone();
    }

    /** The certificate of each key. */
    public List<X509Certificate> leaves() {
        return chains.stream().map(OwnChain::leaf).toList();
    }

    /** Every key's certificates. */
    List<OwnChain> chains() {
        return chains;
    }
}
