package io.kafkafips.tiered.key;

import java.time.Instant;

/** Says that a topic key was destroyed on purpose: what was encrypted under it is gone for good. */
public final class KeyShreddedException extends KeyServiceException {
    public KeyShreddedException(KeyRef key, Instant at, String remedy) {
        super("The topic key " + key + " was shredded at " + at + ". " + remedy);
    }
}
