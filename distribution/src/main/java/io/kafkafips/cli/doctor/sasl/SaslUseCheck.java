package io.kafkafips.cli.doctor.sasl;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.node.Node;

/** A question to every place where SASL is used, each by itself. */
interface SaslUseCheck extends Check {
    @Override
    default String needs() {
        return "SASL in a file";
    }

    @Override
    default void examine(Node node, Findings findings) {
        SaslUse.of(node).forEach(use -> judge(use, findings));
    }

    void judge(SaslUse use, Findings findings);
}
