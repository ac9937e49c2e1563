package io.kafkafips.tiered.key;

import com.github.benmanes.caffeine.cache.Ticker;
import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import io.kafkafips.tiered.key.TopicKeyCache.TopicKey;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data encryption keys of segments, for a broker: root key in a {@link KeyService}, topic keys under it in a {@link KeyRegistry}, and
 * under the newest version of a topic's key one data encryption key for each upload. The header's key reference is a {@link KeyRef}.
 *
 * <p>Follows registry and key service with threads of its own. A new version is used for new segments from the next look on; one
 * that was shredded is overwritten in memory at once with every data key under it. Through an outage of the key service or of the
 * registry, what is in memory serves until it is {@code keys.cache.max.age.ms} old. Thread-safe.
 */
public final class SegmentKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentKeys.class);

    private final KeySettings settings;
    private final KeyService service;
    private final LiveRegistry registry;
    private final TopicKeyCache topicKeys;
    private final DataKeyCache dataKeys;
    private final CurrentKeys current;
    private final KeyUsage usage = new KeyUsage();
    private final KeyStatistics statistics = new KeyStatistics();
    private final ScheduledThreadPoolExecutor follower;
    private volatile KeyServiceHealth health;

    private SegmentKeys(KeySettings settings, KeyService service, KeyRegistry files, Ticker ticker, InstantSource clock)
            throws KeyRegistryException {
        this.settings = settings;
        this.service = service;
        this.registry = new LiveRegistry(files, ticker, this::evict);
        this.topicKeys =
                new TopicKeyCache(registry, service, settings.clusterId(), settings.cache(), ticker, statistics);
        this.dataKeys = new DataKeyCache(topicKeys, registry, settings.cache(), ticker);
        this.current = new CurrentKeys(
                settings, registry, new TopicKeyAdmin(files, service, settings.clusterId(), clock), usage, clock);
        this.health = service.health();
        this.follower = new ScheduledThreadPoolExecutor(2, work -> {
            Thread thread = new Thread(work, "tiered-storage-keys");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens the registry, checks that the root key is usable, and follows both from then on.
     *
     * @param service stays the caller's to close
     * @throws org.apache.kafka.common.config.ConfigException when a setting, the registry or the root key cannot be used; a key service
     *     that cannot be reached now is none of these
     */
    public static SegmentKeys open(KeySettings settings, KeyService service) {
        return open(settings, service, Ticker.systemTicker(), InstantSource.system());
    }

    static SegmentKeys open(KeySettings settings, KeyService service, Ticker ticker, InstantSource clock) {
        try {
            SegmentKeys keys = new SegmentKeys(settings, service, settings.openRegistry(), ticker, clock);
            new StartCheck(settings, service, keys.registry).require();
            keys.follow();
            return keys;
        } catch (KeyRegistryException e) {
            throw settings.registryRefused(e);
        }
    }

    /**
     * A new key for an upload, under the topic's key.
     *
     * @param topic its name, which chooses the rule
     * @param segmentBytes of the log, for the limits
     * @throws UnknownKeyException when no rule matches, or the topic has no key yet
     * @throws KeyDeniedException when a limit is passed and enforced
     */
    public GeneratedKey generate(Uuid topicId, String topic, long segmentBytes) throws KeyServiceException {
        TopicRules.Key key = settings.rules()
                .keyOf(topicId, topic)
                .orElseThrow(() -> new UnknownKeyException("No rule of " + KeySettings.PREFIX
                        + KeySettings.TOPICS_CONFIG + " matches the topic " + topic + ": it is not copied. Remedy: add "
                        + topic + ":<key name> to " + settings.rules()));
        KeyRef ref = current.of(key);
        try (TopicKey topicKey = topicKeys.get(ref)) {
            DataKey dek = KeyWrap.newKey();
            byte[] material = dek.getEncoded();
            byte[] blob = KeyWrap.wrap(topicKey.key(), material);
            Arrays.fill(material, (byte) 0);
            usage.add(ref, segmentBytes);
            return new GeneratedKey(dek, new WrappedKey(WrapAlgorithm.AES_KWP, ref.toString(), blob));
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("The FIPS module made no data encryption key under " + ref, e);
        }
    }

    /** The key of a segment if it is at hand, as a copy for the caller to destroy. */
    public Optional<DataKey> lookUp(Uuid segmentId) {
        return dataKeys.lookUp(segmentId);
    }

    /** The key of a segment whose header was read, as a copy for the caller to destroy. */
    public DataKey unwrap(Uuid segmentId, WrappedKey wrapped) throws KeyServiceException {
        return dataKeys.unwrap(segmentId, wrapped);
    }

    /** Drops the key of a segment that is gone. */
    public void forget(Uuid segmentId) {
        dataKeys.forget(segmentId);
    }

    /** Segments' keys that were at hand. */
    public long hits() {
        return dataKeys.hits();
    }

    /** Segments' keys that were unwrapped. */
    public long unwraps() {
        return dataKeys.unwraps();
    }

    public long unwrapFailures() {
        return dataKeys.unwrapFailures();
    }

    /** Segments' keys in memory. */
    public long size() {
        return dataKeys.size();
    }

    /** Topic keys in memory. */
    public long topicKeysInMemory() {
        return topicKeys.size();
    }

    public KeyStatistics statistics() {
        return statistics;
    }

    /** How the key service was when it was last asked. */
    public KeyServiceHealth health() {
        return health;
    }

    /** How long ago the whole registry was read without an error. */
    public Duration registryAge() {
        return registry.age();
    }

    /** What is wrong with the registry; empty when nothing is. */
    public String registryError() {
        return registry.error();
    }

    public long versions() {
        return registry.entries().size();
    }

    public long shreddedVersions() {
        return registry.entries().stream().filter(KeyEntry::isShredded).count();
    }

    /** How old the oldest version is that this broker has encrypted segments under since its start, and would again. */
    public Duration oldestKeyAge() {
        return current.oldestAge();
    }

    /** How many of these have passed a limit. */
    public long keysPastLimit() {
        return current.pastLimit();
    }

    /** Bytes of segments by key and version, of this broker since its start. */
    public Map<String, Long> bytesByKey() {
        return usage.by(KeyUsage.Count::bytes);
    }

    /** Uploads by key and version, of this broker since its start. */
    public Map<String, Long> dataKeysByKey() {
        return usage.by(KeyUsage.Count::dataKeys);
    }

    /** Ends the threads, and overwrites every key in memory. */
    @Override
    public void close() {
        follower.shutdownNow();
        dataKeys.close();
        topicKeys.close();
    }

    /** Looks at the registry now, as the background does. */
    void look() {
        registry.look();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // every failure is caught in the task
    private void follow() {
        long millis = settings.refreshInterval().toMillis();
        follower.scheduleWithFixedDelay(guarded(this::look), millis, millis, TimeUnit.MILLISECONDS);
        follower.scheduleWithFixedDelay(guarded(this::askHealth), millis, millis, TimeUnit.MILLISECONDS);
    }

    private void askHealth() {
        KeyServiceHealth before = health;
        health = service.health();
        if (health.healthy() && !before.healthy()) {
            LOG.info("The key service answers again");
        } else if (!health.healthy() && !health.equals(before)) {
            LOG.error("The key service: {}. Segments stay readable under the keys in memory", health.detail());
        }
    }

    /** An exception would end the task for good. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | AssertionError | LinkageError e) {
                LOG.error("A look at registry or key service failed; there will be another", e);
            }
        };
    }

    private void evict(Set<KeyRef> shredded) {
        topicKeys.evict(shredded);
        dataKeys.evict(shredded);
        LOG.warn("Shredded, and overwritten in memory: {}", shredded);
    }
}
