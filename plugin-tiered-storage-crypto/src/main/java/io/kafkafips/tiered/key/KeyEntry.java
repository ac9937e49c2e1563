package io.kafkafips.tiered.key;

import io.kafkafips.tiered.format.WrappedKey;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of a topic key as the registry holds it.
 *
 * @param created when it was made, by the clock of who made it
 * @param topic the topic that it is for alone, or {@link KeyTopic#NONE}
 */
public record KeyEntry(KeyRef ref, Instant created, KeyTopic topic, State state) {
    /** Whether the key is still there. */
    public sealed interface State permits Active, Shredded {}

    /** It is, wrapped by a root: {@link WrappedKey#keyRef()} is the root's name. */
    public record Active(WrappedKey wrapped) implements State {}

    /** It was destroyed. */
    public record Shredded(Instant at) implements State {}

    /** The wrapped key; empty when it was shredded. */
    public Optional<WrappedKey> wrapped() {
        return state instanceof Active active ? Optional.of(active.wrapped()) : Optional.empty();
    }

    /** The name of the root that wraps it; empty when it was shredded. */
    public Optional<String> root() {
        return wrapped().map(WrappedKey::keyRef);
    }

    /** When it was shredded; empty when it was not. */
    public Optional<Instant> shreddedAt() {
        return state instanceof Shredded shredded ? Optional.of(shredded.at()) : Optional.empty();
    }

    public boolean isShredded() {
        return state instanceof Shredded;
    }

    /** What the key service binds. */
    public KeyContext context(String clusterId) {
        return new KeyContext(clusterId, ref.key(), ref.version(), topic.id());
    }

    /** The same key under another wrap. */
    KeyEntry rewrapped(WrappedKey wrapped) {
        return new KeyEntry(ref, created, topic, new Active(wrapped));
    }

    /** What is left of it once it is destroyed. */
    KeyEntry shredded(Instant at) {
        return new KeyEntry(ref, created, topic, new Shredded(at));
    }
}
