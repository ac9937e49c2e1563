package io.kafkafips.authorizer.condition;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.fips.FipsJca;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy file and the conditions of its last good content. {@link #poll} compares the content, which works for files that are
 * replaced, rewritten or reached through swapped symbolic links alike, and takes a change over once two looks in a row have seen
 * the same bytes: a file that is just being written is not half a policy. A change that cannot be used leaves what is in force, is
 * told of once, and shows in the {@link #state} for as long as it lies there.
 *
 * <p>{@link #current} is a single volatile read, for any thread; {@code poll} is for one thread at a time.
 */
public final class ConditionFile {
    private static final Logger LOG = LoggerFactory.getLogger(ConditionFile.class);
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Path path;
    private final InstantSource clock;
    private final AtomicLong reloads = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private byte[] good;
    private byte @Nullable [] refused;
    private byte @Nullable [] settling;
    private volatile State state;

    private ConditionFile(Path path, InstantSource clock, byte[] good, State state) {
        this.path = path;
        this.clock = clock;
        this.good = good;
        this.state = state;
    }

    /**
     * What is in force.
     *
     * @param conditions the rules
     * @param loadedAt since when
     * @param sha256 of the file that they come from, lower-case hexadecimal
     * @param error why what lies there now is not in force; empty when it is
     */
    public record State(ConditionSet conditions, Instant loadedAt, String sha256, String error) {}

    /**
     * Reads the file at the start of a node.
     *
     * @param path where it lies
     * @param settingKey the setting that names it, for the refusal
     * @param clock time of the load
     * @throws org.apache.kafka.common.config.ConfigException when it cannot be used, with file, line and column
     */
    public static ConditionFile open(Path path, String settingKey, InstantSource clock) {
        try {
            byte[] content = read(path);
            return new ConditionFile(path, clock, content, parsed(path, content, clock));
        } catch (IOException | YamlException e) {
            throw Refusal.setting(
                    settingKey,
                    path,
                    "a policy file of version 1 in YAML",
                    "mend that place, or leave the line out for no conditions",
                    e);
        }
    }

    public ConditionSet current() {
        return state.conditions();
    }

    public State state() {
        return state;
    }

    /** Changes that were taken up since the start. */
    public long reloads() {
        return reloads.get();
    }

    /** Changes that were refused since the start. */
    public long refusals() {
        return refusals.get();
    }

    /** Looks at the file; {@code changed} is told of what has come of a change. Never throws for what it finds there. */
    public void poll(Consumer<State> changed) {
        State before = state;
        try {
            byte[] content = read(path);
            if (Arrays.equals(content, good)) {
                settling = null;
                restored();
            } else if (!Arrays.equals(content, settling)) {
                settling = content;
            } else if (!Arrays.equals(content, refused)) {
                take(content);
            }
        } catch (IOException e) {
            settling = null;
            refused = null;
            refuse(path + " cannot be read: " + e);
        }
        if (!state.equals(before)) {
            changed.accept(state);
        }
    }

    private void take(byte[] content) {
        try {
            state = parsed(path, content, clock);
            good = content;
            refused = null;
            reloads.incrementAndGet();
            LOG.info(
                    "The conditions of {} are in force: {} rules",
                    path,
                    state.conditions().size());
        } catch (YamlException e) {
            refused = content;
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void refuse(String error) {
        if (!error.equals(state.error())) {
            refusals.incrementAndGet();
            state = new State(state.conditions(), state.loadedAt(), state.sha256(), error);
            LOG.error(
                    "The changed conditions are refused, those of {} stay in force: {}. Remedy: mend that place",
                    state.loadedAt(),
                    error);
        }
    }

    /** The file holds again what is in force. */
    private void restored() {
        refused = null;
        if (!state.error().isEmpty()) {
            state = new State(state.conditions(), state.loadedAt(), state.sha256(), "");
            LOG.info("{} holds again the conditions that are in force", path);
        }
    }

    private static State parsed(Path path, byte[] content, InstantSource clock) throws YamlException {
        ConditionSet conditions = ConditionReader.read(path.toString(), content);
        try {
            String sha256 = HexFormat.of().formatHex(FipsJca.sha256().digest(content));
            return new State(conditions, clock.instant(), sha256, "");
        } catch (GeneralSecurityException e) {
            throw new KafkaException("plugin-authorizer needs SHA-256 of the FIPS module", e);
        }
    }

    private static byte[] read(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new IOException("more than " + MOST_BYTES + " bytes");
            }
            return content;
        }
    }
}
