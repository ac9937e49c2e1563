package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.node.Node;

/** A question to every end of TLS connections, each by itself. */
interface TlsEndCheck extends Check {
    @Override
    default String needs() {
        return "--server-properties, --client-properties";
    }

    @Override
    default void examine(Node node, Findings findings) {
        TlsEnd.of(node).forEach(end -> judge(end, findings));
    }

    void judge(TlsEnd end, Findings findings);
}
