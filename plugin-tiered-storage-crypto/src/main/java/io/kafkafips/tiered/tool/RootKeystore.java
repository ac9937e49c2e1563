package io.kafkafips.tiered.tool;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.tiered.crypto.ModuleErrors;
import io.kafkafips.tiered.crypto.TieredJca;
import io.kafkafips.tiered.key.KeystoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The BCFKS keystore with root keys, to be written: a new file, or one more key in it. Brokers see the old file or the new one, never a
 * half. Not thread-safe, and not for two processes at once.
 */
public final class RootKeystore {
    private final KeystoreSettings settings;
    private final KeyStore store;
    private final boolean isNew;

    private RootKeystore(KeystoreSettings settings, KeyStore store, boolean isNew) {
        this.settings = settings;
        this.store = store;
        this.isNew = isNew;
    }

    /**
     * Reads the keystore, or begins one.
     *
     * @throws org.apache.kafka.common.config.ConfigException when there is a file that is no such keystore, or has another password
     */
    public static RootKeystore open(KeystoreSettings settings) {
        boolean isNew = !Files.exists(settings.location());
        char[] password = settings.password().value().toCharArray();
        try {
            KeyStore store = FipsJca.bcfks();
            if (isNew) {
                store.load(null, null);
            } else {
                try (InputStream in = Files.newInputStream(settings.location())) {
                    store.load(in, password);
                }
            }
            return new RootKeystore(settings, store, isNew);
        } catch (IOException | GeneralSecurityException e) {
            throw Refusal.setting(
                    KeystoreSettings.LOCATION_CONFIG,
                    settings.location(),
                    "a BCFKS keystore with that password, or no file",
                    "the password that the keystore was made with, or another file",
                    e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** Whether there is no file yet. */
    public boolean isNew() {
        return isNew;
    }

    /** The names of its entries. */
    public Set<String> aliases() {
        try {
            return new TreeSet<>(Collections.list(store.aliases()));
        } catch (GeneralSecurityException e) {
            throw OpenedObject.moduleFailure(e);
        }
    }

    /** Adds a new AES-256 key and writes the file: readable for its owner alone when it is new, else for whom it was. */
    public void create(String alias) throws IOException {
        char[] password = settings.password().value().toCharArray();
        Path target = settings.location().toAbsolutePath();
        Path folder = Objects.requireNonNull(target.getParent(), "a file is in a folder");
        try (SecretFile file = SecretFile.in(folder)) {
            ModuleErrors.converted(() -> {
                store.setKeyEntry(alias, TieredJca.dekGenerator().generateKey(), password, null);
                return alias;
            });
            try (OutputStream out = file.output()) {
                store.store(out, password);
            }
            if (isNew) {
                file.commit(target, false);
            } else {
                file.permit(target);
                file.commit(target, true);
            }
        } catch (GeneralSecurityException e) {
            throw OpenedObject.moduleFailure(e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
