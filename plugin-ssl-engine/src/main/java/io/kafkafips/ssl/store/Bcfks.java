package io.kafkafips.ssl.store;

import io.kafkafips.commons.fips.FipsJca;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import org.apache.kafka.common.config.types.Password;

/** Opens BCFKS stores, and makes empty ones in memory. Stateless. */
final class Bcfks {
    private Bcfks() {}

    /** A store of a file; {@code passwordSetting} is the key that holds its password, {@code typeSetting} that of its type. */
    static KeyStore open(StoreFile file, Password password, String passwordSetting, String typeSetting) {
        Origin origin = file.origin();
        if (file.isPem()) {
            throw origin.refused("a BCFKS store, but the file is PEM", typeSetting + "=PEM");
        }
        String foreign = file.foreignType();
        if (!foreign.isEmpty()) {
            throw origin.refused("a BCFKS store, but the file is " + foreign, StoreType.conversion(foreign));
        }
        char[] characters = password.value().toCharArray();
        try {
            KeyStore store = FipsJca.bcfks();
            store.load(new ByteArrayInputStream(file.content()), characters);
            return store;
        } catch (IOException | GeneralSecurityException | RuntimeException | AssertionError e) {
            throw origin.refused(
                    "a BCFKS store that opens with " + passwordSetting + ": wrong password, or damaged",
                    "set " + passwordSetting + " to the password of this store",
                    e);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = FipsJca.bcfks();
        store.load(null, null);
        return store;
    }
}
