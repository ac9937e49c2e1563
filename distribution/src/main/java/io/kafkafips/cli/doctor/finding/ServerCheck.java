package io.kafkafips.cli.doctor.finding;

import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.Node;

/** A question to {@code server.properties} alone. */
public interface ServerCheck extends Check {
    @Override
    default String needs() {
        return "--server-properties";
    }

    @Override
    default void examine(Node node, Findings findings) {
        node.server().ifPresent(server -> judge(server, findings));
    }

    void judge(ConfigFile server, Findings findings);
}
