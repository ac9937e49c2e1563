package io.kafkafips.cli.doctor.install;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.node.Libs;
import io.kafkafips.cli.doctor.node.Node;

/** A question to the folder of jars alone. */
interface LibsCheck extends Check {
    @Override
    default String needs() {
        return "--libs or --kafka";
    }

    @Override
    default void examine(Node node, Findings findings) {
        node.libs().forEach(libs -> judge(libs, findings));
    }

    void judge(Libs libs, Findings findings);
}
