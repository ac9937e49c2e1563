package io.kafkafips.tiered.testing;

import io.kafkafips.commons.fips.FipsJca;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/** BCFKS keystores with random AES keys, and folders for registries beside them. */
public final class TestKeys {
    public static final String PASSWORD = "a password of tests";

    private TestKeys() {}

    public static Path write(Path file, String... aliases) {
        return write(file, 256, aliases);
    }

    public static Path write(Path file, int bits, String... aliases) {
        try {
            KeyStore store = FipsJca.bcfks();
            store.load(null, null);
            for (String alias : aliases) {
                store.setKeyEntry(alias, aes(bits), PASSWORD.toCharArray(), null);
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder for a registry that belongs to a keystore: the same at each call. */
    public static Path registry(Path keystore) {
        try {
            return Files.createDirectories(Path.of(keystore.toAbsolutePath() + ".registry"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a key, as someone who rotates the root does. */
    public static void add(Path file, String alias) throws GeneralSecurityException, IOException {
        KeyStore store = FipsJca.bcfks();
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        store.setKeyEntry(alias, aes(256), PASSWORD.toCharArray(), null);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    /** Removes a key, as someone who destroys it does. */
    public static void remove(Path file, String alias) throws GeneralSecurityException, IOException {
        KeyStore store = FipsJca.bcfks();
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        store.deleteEntry(alias);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private static SecretKey aes(int bits) throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance("AES", FipsJca.PROVIDER);
        generator.init(bits, FipsJca.keyRandom());
        return generator.generateKey();
    }
}
