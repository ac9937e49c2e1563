package io.kafkafips.cli.certificate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as a broker sees it. Immutable.
 *
 * @param names every principal that ACLs may name, the primary one first
 * @param certificateEnd when the first certificate of its path ends
 * @param trustAnchor the trust anchor of its path in words, {@code null} when none is known
 */
public record Client(
        List<String> names,
        Instant certificateEnd,
        @Nullable String trustAnchor) {
    public Client {
        names = List.copyOf(names);
    }
}
