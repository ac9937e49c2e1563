package io.kafkafips.tiered.key;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry as a broker knows it: looked at in the background, and once more when a key is asked for that is not known. What cannot be
 * read leaves in force what was read last, of each file for itself, so that one bad file does not hide that another key was
 * shredded. Each entry carries when it was last seen, which bounds its use. Thread-safe; asking for what is known takes no lock.
 */
final class LiveRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRegistry.class);
    private static final Duration BETWEEN_EXTRA_LOOKS = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final KeyRegistry registry;
    private final Ticker ticker;
    private final Consumer<Set<KeyRef>> onShredded;
    private final RegistryScan scan = new RegistryScan();
    private final ReentrantLock looking = new ReentrantLock();
    private volatile State state;

    /**
     * A version of a key.
     *
     * @param seenNanos when its file was last there as it is, by the ticker
     */
    record Known(KeyEntry entry, long seenNanos) {}

    /**
     * What one look has found.
     *
     * @param readNanos when the whole registry was last read without an error, by the ticker
     * @param lookedNanos when it was last tried
     * @param error what was wrong with it; empty when nothing was
     * @param complete whether every file that was there could be read, and none was gone
     */
    private record State(
            Map<KeyRef, Known> byRef,
            Map<String, KeyEntry> newest,
            String root,
            long readNanos,
            long lookedNanos,
            String error,
            boolean complete) {}

    /**
     * Reads the registry for the first time.
     *
     * @param onShredded is told of versions that are shredded, after they are known here as such
     * @throws KeyRegistryException when anything in it cannot be used
     */
    LiveRegistry(KeyRegistry registry, Ticker ticker, Consumer<Set<KeyRef>> onShredded) throws KeyRegistryException {
        this.registry = registry;
        this.ticker = ticker;
        this.onShredded = onShredded;
        registry.entries();
        registry.currentRoot();
        this.state = look(new State(Map.of(), Map.of(), "", ticker.read(), ticker.read(), "", true));
    }

    Path folder() {
        return registry.folder();
    }

    /** A version, after one more look where it is not known. */
    Optional<Known> find(KeyRef ref) {
        if (!state.byRef().containsKey(ref)) {
            lookAgain();
        }
        return Optional.ofNullable(state.byRef().get(ref));
    }

    /** The highest version of a key, after one more look where there is none. */
    Optional<KeyEntry> newest(String key) {
        if (!state.newest().containsKey(key)) {
            lookAgain();
        }
        return Optional.ofNullable(state.newest().get(key));
    }

    boolean isShredded(KeyRef ref) {
        Known known = state.byRef().get(ref);
        return known != null && known.entry().isShredded();
    }

    /** The root that the registry names; empty when it names none. */
    Optional<String> root() {
        return Optional.of(state.root()).filter(alias -> !alias.isEmpty());
    }

    Collection<KeyEntry> entries() {
        return state.byRef().values().stream().map(Known::entry).toList();
    }

    /** What was wrong at the last look; empty when nothing was. */
    String error() {
        return state.error();
    }

    /** When the last look began, by the ticker. */
    long lastLookNanos() {
        return state.lookedNanos();
    }

    /** How long ago the whole registry was read without an error. */
    Duration age() {
        return Duration.ofNanos(Math.max(0, ticker.read() - state.readNanos()));
    }

    /** Whether what is not known is not there: nothing stood in the way of the last look. */
    boolean isComplete() {
        return state.complete();
    }

    /** Looks at every file. Never throws for what it finds. */
    void look() {
        looking.lock();
        try {
            State before = state;
            state = look(before);
            tell(before, state);
        } finally {
            looking.unlock();
        }
    }

    /** Looks, unless somebody has within the last second, or is just doing it and does not come back. */
    void lookAgain() {
        if (ticker.read() - state.lookedNanos() < BETWEEN_EXTRA_LOOKS.toNanos()) {
            return;
        }
        try {
            if (looking.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    if (ticker.read() - state.lookedNanos() >= BETWEEN_EXTRA_LOOKS.toNanos()) {
                        look();
                    }
                } finally {
                    looking.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private State look(State before) {
        long now = ticker.read();
        Set<String> errors = new HashSet<>();
        String root = before.root();
        try {
            scan.readAll(registry.files(), now, errors);
            root = registry.currentRoot().orElse("");
        } catch (KeyRegistryException e) {
            errors.add(String.valueOf(e.getMessage()));
        }
        Map<KeyRef, Known> byRef = scan.byRef();
        String error = String.join("; ", errors.stream().sorted().limit(3).toList());
        return new State(
                byRef,
                newest(byRef),
                root,
                error.isEmpty() ? now : before.readNanos(),
                now,
                error,
                error.isEmpty() && !scan.hasSuspects());
    }

    private static Map<String, KeyEntry> newest(Map<KeyRef, Known> byRef) {
        Map<String, KeyEntry> newest = new HashMap<>();
        // in the order of versions
        byRef.forEach((ref, known) -> newest.put(ref.key(), known.entry()));
        return newest;
    }

    private void tell(State before, State after) {
        if (!after.error().equals(before.error())) {
            if (after.error().isEmpty()) {
                LOG.info("The key registry {} can be read again", folder());
            } else {
                LOG.error(
                        "The key registry {}: {}. What was read before stays in force until keys.cache.max.age.ms has passed",
                        folder(),
                        after.error());
            }
        }
        Set<KeyRef> shredded = new HashSet<>();
        after.byRef().forEach((ref, known) -> {
            Known earlier = before.byRef().get(ref);
            if (known.entry().isShredded()
                    && (earlier == null || !earlier.entry().isShredded())) {
                shredded.add(ref);
            }
        });
        if (!shredded.isEmpty()) {
            onShredded.accept(shredded);
        }
    }
}
