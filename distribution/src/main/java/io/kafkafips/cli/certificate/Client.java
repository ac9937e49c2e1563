package io.kafkafips.cli.certificate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as a broker sees it. Immutable.
 *
 * @param names every principal that ACLs may name, the primary one first
 * @param certificateEnd when the first certificate of its path ends
 * @param trustAnchor subject of the trust anchor of its path, {@code null} when no anchors are known
 */
public record Client(
        List<String> names,
        Instant certificateEnd,
        @Nullable String trustAnchor) {
    public Client {
        names = List.copyOf(names);
    }
}
