package io.kafkafips.cli.doctor.sasl;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Node;
import java.util.List;

/** How much work it is to guess a password from the salted one that the cluster keeps. */
final class ScramIterationCheck implements Check {
    /** SP 800-63B section 5.1.1.2. */
    private static final int FEWEST = 10_000;

    private static final Rule FEW = Rule.warning(
            "sasl-scram-iterations",
            "A SCRAM credential has fewer than 10000 iterations",
            "IA-5(1); SP 800-63B 5.1.1.2");

    @Override
    public List<Rule> rules() {
        return List.of(FEW);
    }

    @Override
    public String needs() {
        return "--bootstrap-server, a cluster with SCRAM users";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.scramUsers()
                .forEach(user -> findings.expect(
                        user.iterations() >= FEWEST,
                        FEW,
                        "user " + user.name(),
                        user.mechanism() + ", " + user.iterations() + " iterations",
                        "kafka-configs.sh --alter --entity-type users --entity-name <user> --add-config '"
                                + user.mechanism() + "=[iterations=" + FEWEST + ",password=...]'"));
    }
}
