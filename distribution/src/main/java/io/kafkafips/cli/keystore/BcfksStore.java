package io.kafkafips.cli.keystore;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.commons.fips.FipsJca;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** BCFKS stores, read and made by the FIPS module. Stateless. */
final class BcfksStore {
    private BcfksStore() {}

    /**
     * Reads a store.
     *
     * @param shown where it lies
     * @param keyPassword that of its keys, {@code null} for the same one
     * @throws CommandFailure when it does not open
     */
    static StoreContent read(String shown, byte[] content, Password password, @Nullable Password keyPassword) {
        char[] characters = password.value().toCharArray();
        char[] ofKeys = keyPassword == null ? characters : keyPassword.value().toCharArray();
        try {
            KeyStore store = FipsJca.bcfks();
            store.load(new ByteArrayInputStream(content), characters);
            return content(store, ofKeys);
        } catch (IOException | GeneralSecurityException | RuntimeException | AssertionError e) {
            throw CommandFailure.usage(
                    shown + " does not open as BCFKS: wrong password, or damaged",
                    "name the password of this store; keytool -list with -providerpath <bc-fips jar> tries it",
                    e);
        } finally {
            Arrays.fill(characters, '\0');
            Arrays.fill(ofKeys, '\0');
        }
    }

    private static StoreContent content(KeyStore store, char[] keyPassword) throws GeneralSecurityException {
        List<StoreEntry> entries = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (String alias : new TreeSet<>(Collections.list(store.aliases()))) {
            if (store.isCertificateEntry(alias) && store.getCertificate(alias) instanceof X509Certificate trusted) {
                entries.add(StoreEntry.trusted(alias, trusted));
                continue;
            }
            List<X509Certificate> chain = chain(store.getCertificateChain(alias));
            PrivateKey key = key(store, alias, keyPassword);
            if (chain.isEmpty()) {
                refused.add(new Refused(
                        alias,
                        "expected a private key with its certificates; it is a secret key, or has no certificate",
                        "keep other keys in a store of their own"));
            } else if (key == null) {
                refused.add(new Refused(
                        alias,
                        "expected a private key that opens with the password of the store; it has another one",
                        "name it by --source-key-password-file, or make the store anew"));
            } else {
                entries.add(StoreEntry.pair(alias, key, chain));
            }
        }
        return new StoreContent("BCFKS", StoreContent.MODULE, entries, refused);
    }

    private static @Nullable PrivateKey key(KeyStore store, String alias, char[] password) {
        try {
            return store.getKey(alias, password) instanceof PrivateKey key ? key : null;
        } catch (GeneralSecurityException | AssertionError e) {
            return null;
        }
    }

    private static List<X509Certificate> chain(Certificate @Nullable [] chain) {
        return chain == null
                ? List.of()
                : Arrays.stream(chain)
                        .filter(X509Certificate.class::isInstance)
                        .map(X509Certificate.class::cast)
                        .toList();
    }

    /** A store with these entries, keys under the same password as the store. */
    static byte[] bytes(List<StoreEntry> entries, Password password) {
        char[] characters = password.value().toCharArray();
        try {
            KeyStore store = FipsJca.bcfks();
            store.load(null, null);
            for (StoreEntry entry : entries) {
                if (entry.key() == null) {
                    store.setCertificateEntry(entry.alias(), entry.leaf());
                } else {
                    store.setKeyEntry(
                            entry.alias(),
                            entry.key(),
                            characters,
                            entry.chain().toArray(Certificate[]::new));
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, characters);
            return out.toByteArray();
        } catch (IOException | GeneralSecurityException | AssertionError e) {
            throw CommandFailure.usage(
                    "the FIPS module does not write the store", "check keys and certificates with openssl x509", e);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }
}
