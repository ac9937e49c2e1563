package io.kafkafips.tiered;

import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.key.KeyEntry;
import io.kafkafips.tiered.key.KeyRef;
import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.key.KeyRegistryException;
import io.kafkafips.tiered.key.KeyService;
import io.kafkafips.tiered.key.KeyServices;
import io.kafkafips.tiered.key.KeyTopic;
import io.kafkafips.tiered.key.TopicKeyAdmin;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.KeyGenerator;

/** The keys of a cluster as an operator has them: the keystore with the roots and the registry of the topic keys. Not thread-safe. */
final class TieredKeys {
    private static final String PREFIX = "rsm.config.";
    private static final String MODULE = "BCFIPS";
    private static final int KEY_BITS = 256;
    private static final char[] PASSWORD = FipsCluster.PASSWORD.toCharArray();

    private final Map<String, String> settings;
    private final Path keystore;
    private final Path registry;

    TieredKeys(FipsCluster cluster) {
        this.settings = cluster.brokerSettings().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(PREFIX.length()),
                        Map.Entry::getValue,
                        (one, other) -> one,
                        TreeMap::new));
        this.keystore = Path.of(settings.get("keys.keystore.location"));
        this.registry = Path.of(settings.get("keys.registry.path"));
    }

    /** Takes both out of the brokers' sight. */
    void hide() throws Exception {
        Files.move(keystore, hidden(keystore));
        Files.move(registry, hidden(registry));
    }

    /** Brings back what is hidden, if anything is. */
    void bringBack() throws Exception {
        for (Path path : List.of(registry, keystore)) {
            if (Files.exists(hidden(path))) {
                Files.move(hidden(path), path);
            }
        }
    }

    private static Path hidden(Path path) {
        return path.resolveSibling(path.getFileName() + ".hidden");
    }

    /** The newest version of a topic's key. */
    KeyEntry newest(TieredTopic topic) throws KeyRegistryException {
        return registry().newest("topic." + KeyTopic.hex(topic.id())).orElseThrow();
    }

    /** Makes the next version of a topic's key. */
    KeyRef rotate(TieredTopic topic) throws Exception {
        try (KeyService service = KeyServices.open(settings)) {
            return admin(service).rotate(newest(topic), root()).ref();
        }
    }

    /** Destroys every version of a topic's key. */
    void shred(TieredTopic topic) throws KeyRegistryException {
        for (KeyEntry entry : registry().entries(newest(topic).ref().key())) {
            registry().shred(entry.ref(), Instant.now());
        }
    }

    /** Puts one more root into the keystore, and uses it for new topic keys. */
    void addRoot(String alias) throws Exception {
        KeyGenerator generator = KeyGenerator.getInstance("AES", MODULE);
        generator.init(KEY_BITS, SecureRandom.getInstance("DEFAULT", MODULE));
        KeyStore store = load();
        store.setKeyEntry(alias, generator.generateKey(), PASSWORD, null);
        save(store);
        registry().setCurrentRoot(alias);
    }

    /** Wraps all topic keys by another root. */
    void rewrapAll(String root) throws Exception {
        try (KeyService service = KeyServices.open(settings)) {
            for (KeyEntry entry : registry().entries()) {
                admin(service).rewrap(entry, root);
            }
        }
    }

    /** Takes a root out of the keystore. */
    void removeRoot(String alias) throws Exception {
        KeyStore store = load();
        store.deleteEntry(alias);
        save(store);
    }

    /** The roots by which the topic keys are wrapped. */
    Set<String> rootsInUse() throws KeyRegistryException {
        Set<String> roots = new TreeSet<>();
        registry().entries().forEach(entry -> entry.root().ifPresent(roots::add));
        return roots;
    }

    /** The versions of keys under which the logs of a topic are stored. */
    static Set<String> keysOf(TieredTopic topic) throws Exception {
        Set<String> keys = new TreeSet<>();
        for (Path log : topic.objects().logs()) {
            try (InputStream in = Files.newInputStream(log)) {
                keys.add(ContainerFormat.decode(in.readNBytes(ContainerFormat.HEADER_BYTES))
                        .wrappedKey()
                        .keyRef());
            }
        }
        return keys;
    }

    private String root() throws KeyRegistryException {
        return registry().currentRoot().orElse(settings.get("keys.root.alias"));
    }

    private KeyRegistry registry() throws KeyRegistryException {
        return KeyRegistry.open(registry);
    }

    private TopicKeyAdmin admin(KeyService service) throws KeyRegistryException {
        return new TopicKeyAdmin(
                registry(), service, settings.getOrDefault("keys.cluster.id", ""), InstantSource.system());
    }

    private KeyStore load() throws Exception {
        KeyStore store = KeyStore.getInstance("BCFKS", MODULE);
        try (InputStream in = Files.newInputStream(keystore)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private void save(KeyStore store) throws Exception {
        Path next = keystore.resolveSibling("next.bcfks");
        try (OutputStream out = Files.newOutputStream(next)) {
            store.store(out, PASSWORD);
        }
        Files.move(next, keystore, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
