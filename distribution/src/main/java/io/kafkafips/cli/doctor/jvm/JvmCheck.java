package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.Node;

/** A question to the flags of the JVM alone. */
interface JvmCheck extends Check {
    @Override
    default String needs() {
        return "--jvm-options or --pid";
    }

    @Override
    default void examine(Node node, Findings findings) {
        node.jvm().ifPresent(jvm -> judge(jvm, findings));
    }

    void judge(Jvm jvm, Findings findings);
}
