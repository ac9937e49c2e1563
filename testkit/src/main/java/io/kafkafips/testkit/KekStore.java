package io.kafkafips.testkit;

import io.kafkafips.commons.fips.ProviderBoundary;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.crypto.KeyGenerator;

/** Makes BCFKS key stores with AES-256 key encryption keys, for tiered storage. */
@ProviderBoundary
public final class KekStore {
    private static final int KEY_BITS = 256;

    private KekStore() {}

    /** Writes a store with one fresh key for each alias; the keys have the password of the store. */
    public static Path write(Path file, String password, List<String> aliases) {
        try {
            KeyStore store = Pki.keyStore("BCFKS");
            for (String alias : aliases) {
                KeyGenerator generator = KeyGenerator.getInstance("AES", Pki.module());
                generator.init(KEY_BITS, Pki.random());
                store.setKeyEntry(alias, generator.generateKey(), password.toCharArray(), null);
            }
            return Pki.write(store, file, password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot write " + file, e);
        }
    }
}
