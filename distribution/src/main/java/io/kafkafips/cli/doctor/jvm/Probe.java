package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.node.Node;
import java.io.IOException;

/** Asks a JVM with the flags of the node what {@code FipsRuntime} says in it. */
@FunctionalInterface
public interface Probe {
    /**
     * Starts it and waits for its end.
     *
     * @return what it printed
     * @throws IOException when it cannot be started
     */
    String run(Node node) throws IOException;
}
