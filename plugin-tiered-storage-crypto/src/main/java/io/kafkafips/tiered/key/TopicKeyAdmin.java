package io.kafkafips.tiered.key;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.tiered.crypto.ModuleErrors;
import io.kafkafips.tiered.format.WrappedKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Makes versions of topic keys in a registry, wrapped by a key service, and wraps them again. Many processes may do so at once: of those
 * that make the same version one does, and the others get his. Thread-safe.
 */
public final class TopicKeyAdmin {
    private static final int ID_BYTES = 8;

    private final KeyRegistry registry;
    private final KeyService service;
    private final String clusterId;
    private final InstantSource clock;

    /** @param clusterId {@code keys.cluster.id}: the same for all who share the registry */
    public TopicKeyAdmin(KeyRegistry registry, KeyService service, String clusterId, InstantSource clock) {
        this.registry = registry;
        this.service = service;
        this.clusterId = clusterId;
        this.clock = clock;
    }

    /** The first version of a key; what is there already, if anything is. */
    public KeyEntry create(String key, KeyTopic topic, String root) throws KeyServiceException, KeyRegistryException {
        Optional<KeyEntry> newest = registry.newest(key);
        return newest.isPresent() ? newest.get() : make(key, 1, topic, root);
    }

    /** The version after {@code from}, under {@code root}; what is there already, if another process made it. */
    public KeyEntry rotate(KeyEntry from, String root) throws KeyServiceException, KeyRegistryException {
        int next = from.ref().version() + 1;
        Optional<KeyEntry> newest =
                registry.newest(from.ref().key()).filter(entry -> entry.ref().version() >= next);
        return newest.isPresent() ? newest.get() : make(from.ref().key(), next, from.topic(), root);
    }

    /**
     * Wraps a version by another root. What is broken off is resumed by doing it again.
     *
     * @return false when nothing was to be done: it is under that root already, or shredded
     */
    public boolean rewrap(KeyEntry entry, String root) throws KeyServiceException, KeyRegistryException {
        Optional<WrappedKey> old = entry.wrapped();
        if (old.isEmpty() || old.get().keyRef().equals(root)) {
            return false;
        }
        KeyContext context = entry.context(clusterId);
        WrappedKey wrapped = service.rewrap(old.get(), root, context);
        requireSame(old.get(), wrapped, context);
        registry.replace(entry.rewrapped(wrapped));
        return true;
    }

    private KeyEntry make(String key, int version, KeyTopic topic, String root)
            throws KeyServiceException, KeyRegistryException {
        KeyRef ref = new KeyRef(key, version, id());
        GeneratedKey generated = service.generate(root, new KeyContext(clusterId, key, version, topic.id()));
        generated.key().destroy();
        return registry.add(new KeyEntry(
                ref, clock.instant().truncatedTo(ChronoUnit.SECONDS), topic, new KeyEntry.Active(generated.wrapped())));
    }

    /** The old wrap goes away: nothing does before the new one has been opened. */
    private void requireSame(WrappedKey old, WrappedKey wrapped, KeyContext context) throws KeyServiceException {
        byte[] before = bytes(old, context);
        byte[] after = bytes(wrapped, context);
        boolean same = MessageDigest.isEqual(before, after);
        Arrays.fill(before, (byte) 0);
        Arrays.fill(after, (byte) 0);
        if (!same) {
            throw new WrappedKeyRefusedException("The key service rewrapped another key than it was given");
        }
    }

    private byte[] bytes(WrappedKey wrapped, KeyContext context) throws KeyServiceException {
        DataKey key = service.unwrap(wrapped, context);
        try {
            return key.getEncoded();
        } finally {
            key.destroy();
        }
    }

    private static String id() throws KeyUnavailableException {
        byte[] random = new byte[ID_BYTES];
        try {
            ModuleErrors.converted(() -> {
                FipsJca.nonceRandom().nextBytes(random);
                return random;
            });
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("The FIPS module drew no random id", e);
        }
        return HexFormat.of().formatHex(random);
    }
}
