package io.kafkafips.tiered.key;

import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The data encryption keys of stored segments for a tool that runs once: the registry as it was at the start, and each topic key asked
 * of the key service once. No threads, no ages. Thread-safe.
 */
public final class OfflineKeys implements AutoCloseable {

    private final KeyRegistry registry;
    private final KeyService service;
    private final String clusterId;
    private final Map<KeyRef, KeyEntry> entries = new HashMap<>();
    private final ConcurrentMap<KeyRef, DataKey> topicKeys = new ConcurrentHashMap<>();

    /**
     * Reads the registry.
     *
     * @param service stays the caller's to close
     * @throws KeyRegistryException when one file cannot be used
     */
    public OfflineKeys(KeyRegistry registry, KeyService service, String clusterId) throws KeyRegistryException {
        this.registry = registry;
        this.service = service;
        this.clusterId = clusterId;
        registry.entries().forEach(entry -> entries.put(entry.ref(), entry));
    }

    /** The key in a header, for the caller to destroy. */
    public DataKey unwrap(WrappedKey wrapped) throws KeyServiceException {
        if (wrapped.algorithm() != WrapAlgorithm.AES_KWP) {
            throw new KeyDeniedException("The data encryption key is wrapped by " + wrapped.algorithm()
                    + ", topic keys unwrap " + WrapAlgorithm.AES_KWP);
        }
        return KeyWrap.unwrapDataKey(topicKey(entry(wrapped.keyRef())), wrapped);
    }

    /** Overwrites every topic key in memory. */
    @Override
    public void close() {
        List.copyOf(topicKeys.values()).forEach(DataKey::destroy);
        topicKeys.clear();
    }

    private KeyEntry entry(String keyRef) throws KeyServiceException {
        KeyEntry entry = KeyRef.parse(keyRef).map(entries::get).orElse(null);
        if (entry == null) {
            throw new UnknownKeyException("The registry " + registry.folder() + " has no topic key " + keyRef);
        }
        if (entry.state() instanceof KeyEntry.Shredded shredded) {
            throw new KeyShreddedException(entry.ref(), shredded.at(), "Remedy: none");
        }
        return entry;
    }

    private DataKey topicKey(KeyEntry entry) throws KeyServiceException {
        DataKey known = topicKeys.get(entry.ref());
        if (known != null) {
            return known;
        }
        WrappedKey wrapped = entry.wrapped().orElseThrow();
        DataKey unwrapped = service.unwrap(wrapped, entry.context(clusterId));
        DataKey first = topicKeys.putIfAbsent(entry.ref(), unwrapped);
        if (first != null) {
            unwrapped.destroy();
            return first;
        }
        return unwrapped;
    }
}
