package io.kafkafips.cli.certificate;

import java.time.Instant;
import java.util.List;

/**
 * A client as a broker sees it. Immutable.
 *
 * @param names every principal that ACLs may name, the primary one first
 * @param certificateEnd end of its certificate
 */
public record Client(List<String> names, Instant certificateEnd) {
    public Client {
        names = List.copyOf(names);
    }
}
