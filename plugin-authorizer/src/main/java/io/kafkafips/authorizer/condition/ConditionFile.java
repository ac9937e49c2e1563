package io.kafkafips.authorizer.condition;

import io.kafkafips.commons.config.LastGood;
import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.config.WatchedFiles;
import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.fips.FipsJca;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * The policy file and the conditions of its last good content. {@link #current} is for any thread; {@link #poll} is for one thread at
 * a time.
 */
public final class ConditionFile {
    private final LastGood<Loaded> file;

    private ConditionFile(LastGood<Loaded> file) {
        this.file = file;
    }

    private record Loaded(ConditionSet conditions, String sha256) {
        @Override
        public String toString() {
            return conditions.size() + " rules";
        }
    }

    /**
     * What is in force.
     *
     * @param conditions the rules
     * @param loadedAt since when
     * @param sha256 of the file that they come from, lower-case hexadecimal
     * @param error why what lies there now is not in force; empty when it is
     */
    public record State(ConditionSet conditions, Instant loadedAt, String sha256, String error) {
        private static State of(LastGood.State<Loaded> state) {
            return new State(
                    state.value().conditions(), state.loadedAt(), state.value().sha256(), state.error());
        }
    }

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
            return new ConditionFile(LastGood.open("The conditions of " + path, files -> load(path, files), clock));
        } catch (IOException | YamlException e) {
            throw Refusal.setting(
                    settingKey,
                    path,
                    "a policy file of version 1 in YAML",
                    "mend that place, or leave the line out for no conditions",
                    e);
        }
    }

    private static Loaded load(Path path, WatchedFiles files) throws IOException, YamlException {
        byte[] content = files.read(path);
        ConditionSet conditions = ConditionReader.read(path.toString(), content);
        try {
            return new Loaded(
                    conditions, HexFormat.of().formatHex(FipsJca.sha256().digest(content)));
        } catch (GeneralSecurityException e) {
            throw new KafkaException("plugin-authorizer needs SHA-256 of the FIPS module", e);
        }
    }

    public ConditionSet current() {
        return file.current().conditions();
    }

    public State state() {
        return State.of(file.state());
    }

    /** Changes that were taken up since the start. */
    public long reloads() {
        return file.reloads();
    }

    /** Changes that were refused since the start. */
    public long refusals() {
        return file.refusals();
    }

    /** Looks at the file; {@code changed} is told of what has come of a change. Never throws for what it finds there. */
    public void poll(Consumer<State> changed) {
        file.poll(state -> changed.accept(State.of(state)));
    }
}
