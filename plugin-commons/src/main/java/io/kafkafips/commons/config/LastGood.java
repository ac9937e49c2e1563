package io.kafkafips.commons.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What some files say, in the last state of theirs that could be used. {@link #poll} compares contents, which works for files that are
 * replaced, rewritten or reached through swapped symbolic links alike, and takes a change over once two looks in a row have seen
 * the same bytes: a file that is just being written is not half a policy. A change that cannot be used leaves what is in force, is
 * told of once, and shows in the {@link #state} for as long as it lies there.
 *
 * <p>{@link #current} is a single volatile read, for any thread; {@code poll} is for one thread at a time.
 *
 * @param <T> what is made of the files; {@code toString} says what it is in a few words, for the log
 */
public final class LastGood<T> {
    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);

    private final String name;
    private final Loader<T> loader;
    private final InstantSource clock;
    private final AtomicLong reloads = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final Set<Path> watched = new HashSet<>();
    private volatile Map<Path, Optional<ByteBuffer>> good = Map.of();
    private @Nullable Map<Path, Optional<ByteBuffer>> refused;
    private @Nullable Map<Path, Optional<ByteBuffer>> settling;
    private volatile State<T> state;

    private LastGood(String name, Loader<T> loader, InstantSource clock, State<T> state) {
        this.name = name;
        this.loader = loader;
        this.clock = clock;
        this.state = state;
    }

    /** Makes something of files. What it has made when it fails is its own to release. */
    @FunctionalInterface
    public interface Loader<T> {
        /**
         * Loads.
         *
         * @param files reads them
         * @throws YamlException for a file that cannot be used
         * @throws ConfigException for something in it that cannot be used
         */
        T load(WatchedFiles files) throws IOException, YamlException;
    }

    /**
     * What is in force.
     *
     * @param value made of the last good files
     * @param loadedAt since when
     * @param error why what lies there is not in force; empty when it is
     */
    public record State<T>(T value, Instant loadedAt, String error) {}

    /**
     * Loads for the first time.
     *
     * @param name what it is, for the log, such as {@code The conditions of /etc/kafka/conditions.yaml}
     * @param clock time of the loads
     */
    public static <T> LastGood<T> open(String name, Loader<T> loader, InstantSource clock)
            throws IOException, YamlException {
        WatchedFiles files = new WatchedFiles(Map.of());
        T value = loader.load(files);
        LastGood<T> opened = new LastGood<>(name, loader, clock, new State<>(value, clock.instant(), ""));
        opened.accept(files);
        return opened;
    }

    public T current() {
        return state.value();
    }

    public State<T> state() {
        return state;
    }

    /** The files that what is in force was made of. */
    public Set<Path> files() {
        return good.keySet();
    }

    /** Changes that were taken up since the start. */
    public long reloads() {
        return reloads.get();
    }

    /** Changes that were refused since the start. */
    public long refusals() {
        return refusals.get();
    }

    /** Looks at the files; {@code changed} is told of what has come of a change. Never throws for what it finds there. */
    public void poll(Consumer<State<T>> changed) {
        State<T> before = state;
        try {
            Map<Path, Optional<ByteBuffer>> contents = WatchedFiles.contents(watched);
            if (contents.entrySet().containsAll(good.entrySet())) {
                settling = null;
                restored();
            } else if (!contents.equals(settling)) {
                settling = contents;
            } else if (!contents.equals(refused)) {
                take(contents);
            }
        } catch (IOException e) {
            settling = null;
            refused = null;
            refuse("it cannot be read: " + e);
        }
        if (!state.equals(before)) {
            changed.accept(state);
        }
    }

    private void take(Map<Path, Optional<ByteBuffer>> contents) {
        WatchedFiles files = new WatchedFiles(contents);
        try {
            T value = loader.load(files);
            state = new State<>(value, clock.instant(), "");
            accept(files);
            reloads.incrementAndGet();
            LOG.info("{}: taken over, {}", name, value);
        } catch (IOException e) {
            notTaken(contents, files);
            refuse("it cannot be read: " + e);
        } catch (YamlException | RuntimeException | Error e) {
            notTaken(contents, files);
            refuse(
                    e instanceof YamlException || e instanceof ConfigException
                            ? String.valueOf(e.getMessage())
                            : e.toString());
        }
    }

    private void accept(WatchedFiles files) {
        good = files.contents();
        refused = null;
        watched.clear();
        watched.addAll(good.keySet());
    }

    private void notTaken(Map<Path, Optional<ByteBuffer>> contents, WatchedFiles files) {
        Map<Path, Optional<ByteBuffer>> seen = new HashMap<>(contents);
        seen.putAll(files.contents());
        refused = seen;
        settling = seen;
        // what the refused files refer to may be what gets mended
        watched.addAll(seen.keySet());
    }

    private void refuse(String error) {
        if (!error.equals(state.error())) {
            refusals.incrementAndGet();
            state = new State<>(state.value(), state.loadedAt(), error);
            LOG.error(
                    "{}: the change is refused, what was loaded at {} stays in force: {}. Remedy: mend that place",
                    name,
                    state.loadedAt(),
                    error);
        }
    }

    /** The files hold again what is in force. */
    private void restored() {
        refused = null;
        watched.retainAll(good.keySet());
        if (!state.error().isEmpty()) {
            state = new State<>(state.value(), state.loadedAt(), "");
            LOG.info("{}: the files hold again what is in force", name);
        }
    }
}
