package io.kafkafips.bench;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.tiered.crypto.TieredJca;
import io.kafkafips.tiered.directory.DirectoryRemoteStorageManager;
import io.kafkafips.tiered.kafka.EncryptingRemoteStorageManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;

/** One of the ways to store a segment that are compared: a RemoteStorageManager as it is, or behind ours. */
public enum TieredSide {
    /** The delegate alone. */
    PLAIN,
    /** The delegate behind the encryption. */
    ENCRYPTED;

    private static final String KEK = "bench";

    /** The RemoteStorageManagers that are wrapped. */
    public enum Store {
        /** Ours over a directory: the kernel copies a plain file without showing it to the process. */
        DIRECTORY,
        /** The usual kind, over files. */
        FILES,
        /** The usual kind, as it fills the parts of a multipart upload; it drops them. */
        PARTS,
        /** Reads and drops. */
        NOTHING;

        private RemoteStorageManager make() {
            return switch (this) {
                case DIRECTORY -> new DirectoryRemoteStorageManager();
                case FILES, PARTS -> new StreamingStorageManager();
                case NOTHING -> new DrainingStorageManager();
            };
        }

        private Map<String, Object> settings(Path folder) {
            return switch (this) {
                case DIRECTORY ->
                    Map.of("directory.path", folder.resolve("directory").toString());
                case FILES -> Map.of(StreamingStorageManager.FOLDER, folder.resolve("files"));
                case PARTS, NOTHING -> Map.of();
            };
        }
    }

    /**
     * A configured manager.
     *
     * @param extra settings of the delegate beside its own
     */
    RemoteStorageManager manager(Store store, int chunkBytes, Path folder, Map<String, ?> extra) {
        Map<String, Object> delegate = new HashMap<>(store.settings(folder));
        delegate.putAll(extra);
        if (this == PLAIN) {
            RemoteStorageManager manager = store.make();
            manager.configure(delegate);
            return manager;
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put("broker.id", 1);
        settings.put("chunk.size.bytes", String.valueOf(chunkBytes));
        settings.put("keys.keystore.location", keystore(folder).toString());
        settings.put("keys.keystore.password", new Password(Material.PASSWORD));
        settings.put("keys.root.alias", KEK);
        settings.put("keys.registry.path", registry(folder).toString());
        settings.put("keys.topics", "*:bench");
        settings.put("keys.create.missing", "true");
        settings.put("delegate.class.name", store.make().getClass().getName());
        delegate.forEach((key, value) -> settings.put("delegate." + key, value));
        RemoteStorageManager manager = new EncryptingRemoteStorageManager();
        manager.configure(settings);
        return manager;
    }

    private static Path registry(Path folder) {
        try {
            return Files.createDirectories(folder.resolve("tiered-keys"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path keystore(Path folder) {
        Path file = folder.resolve("tiered-keys.bcfks");
        if (Files.exists(file)) {
            return file;
        }
        char[] password = Material.PASSWORD.toCharArray();
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = FipsJca.bcfks();
            store.load(null, null);
            store.setKeyEntry(KEK, TieredJca.dekGenerator().generateKey(), password, null);
            store.store(out, password);
            return file;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Cannot make " + file, e);
        }
    }
}
