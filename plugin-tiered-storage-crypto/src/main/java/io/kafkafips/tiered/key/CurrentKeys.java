package io.kafkafips.tiered.key;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the version of a topic key for a new segment: the newest, or one that it makes where the broker may and there is none, or the
 * newest has passed a limit. Thread-safe.
 */
final class CurrentKeys {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentKeys.class);

    private final KeySettings settings;
    private final LiveRegistry registry;
    private final TopicKeyAdmin admin;
    private final KeyUsage usage;
    private final InstantSource clock;
    private final SingleFlight<String, KeyEntry> flights = new SingleFlight<>();
    private final Set<KeyRef> warned = ConcurrentHashMap.newKeySet();

    CurrentKeys(KeySettings settings, LiveRegistry registry, TopicKeyAdmin admin, KeyUsage usage, InstantSource clock) {
        this.settings = settings;
        this.registry = registry;
        this.admin = admin;
        this.usage = usage;
        this.clock = clock;
    }

    KeyRef of(TopicRules.Key key) throws KeyServiceException {
        Optional<KeyEntry> newest = registry.newest(key.name());
        KeyEntry current = newest.isPresent() ? newest.get() : first(key);
        if (current.state() instanceof KeyEntry.Shredded shredded) {
            throw new KeyShreddedException(
                    current.ref(),
                    shredded.at(),
                    "It is the newest version, so new segments have no key. Remedy: kafka-fips keys rotate "
                            + key.name());
        }
        Optional<String> passed = settings.limits().passedBy(current, usage.of(current.ref()), clock.instant());
        return passed.isPresent() ? pastLimit(current, passed.get()) : current.ref();
    }

    /** How old the oldest version is that this broker has encrypted segments under since its start, and would again. */
    Duration oldestAge() {
        Instant now = clock.instant();
        return inUse().map(entry -> Duration.between(entry.created(), now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** How many of these have passed a limit. */
    long pastLimit() {
        Instant now = clock.instant();
        return inUse().filter(entry -> settings.limits()
                        .passedBy(entry, usage.of(entry.ref()), now)
                        .isPresent())
                .count();
    }

    private Stream<KeyEntry> inUse() {
        return usage.refs().stream()
                .flatMap(ref ->
                        registry
                                .newest(ref.key())
                                .filter(newest -> newest.ref().equals(ref) && !newest.isShredded())
                                .stream());
    }

    private KeyEntry first(TopicRules.Key key) throws KeyServiceException {
        if (!registry.isComplete()) {
            // a share that is not mounted looks empty
            throw new KeyUnavailableException(
                    "The topic key " + key.name() + " is not known, and not all of the registry " + registry.folder()
                            + " can be read: " + registry.error());
        }
        if (!settings.createMissing()) {
            throw new UnknownKeyException("There is no topic key " + key.name() + " in the registry "
                    + registry.folder() + ". Remedy: kafka-fips keys create " + key.name() + ", or "
                    + KeySettings.PREFIX + KeySettings.CREATE_MISSING_CONFIG
                    + "=true where all brokers share that folder");
        }
        return make(key.name(), () -> admin.create(key.name(), key.topic(), root()));
    }

    private KeyRef pastLimit(KeyEntry current, String passed) throws KeyServiceException {
        String name = current.ref().key();
        String what = "The topic key " + current.ref() + " has passed a limit: " + passed;
        if (settings.createMissing()) {
            try {
                return make(name, () -> admin.rotate(current, root())).ref();
            } catch (KeyServiceException e) {
                if (settings.limits().enforced()) {
                    throw e;
                }
                warn(current.ref(), what + ". The next version could not be made, so it is used on: " + e.getMessage());
                return current.ref();
            }
        }
        if (settings.limits().enforced()) {
            throw new KeyDeniedException(what + ", and " + KeySettings.PREFIX + KeyLimits.ENFORCED_CONFIG
                    + "=true. Remedy: kafka-fips keys rotate " + name);
        }
        warn(current.ref(), what + ". Remedy: kafka-fips keys rotate " + name);
        return current.ref();
    }

    /** Makes a version, or takes one that another broker has made meanwhile. */
    private interface Making {
        KeyEntry run() throws KeyServiceException, KeyRegistryException;
    }

    private KeyEntry make(String name, Making making) throws KeyServiceException {
        return flights.fly(name, () -> {
            try {
                KeyEntry made = making.run();
                LOG.info("New segments are encrypted under the topic key {}, made at {}", made.ref(), made.created());
                return made;
            } catch (KeyRegistryException e) {
                throw new KeyUnavailableException("No version of the topic key " + name + " can be made", e);
            } finally {
                registry.look();
            }
        });
    }

    private String root() throws UnknownKeyException {
        return registry.root()
                .or(() -> Optional.of(settings.rootAlias()).filter(alias -> !alias.isEmpty()))
                .orElseThrow(() -> new UnknownKeyException("Neither " + KeyRegistry.ROOT_FILE + " in "
                        + registry.folder() + " nor " + KeySettings.PREFIX + KeySettings.ROOT_ALIAS_CONFIG
                        + " names a root key"));
    }

    private void warn(KeyRef ref, String what) {
        if (warned.add(ref)) {
            LOG.warn("{}", what);
        }
    }
}
