package io.kafkafips.cli.doctor.data;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Node;
import java.util.List;

/** Whether a controller lets topics have remote storage: it decides, and refuses without a line of its own. */
final class TieredControllerCheck implements Check {
    private static final Rule OFF =
            Rule.advice("tiered-controller", "The controller lets no topic have remote storage", "CM-6");

    @Override
    public List<Rule> rules() {
        return List.of(OFF);
    }

    @Override
    public String needs() {
        return "--server-properties of a controller alone";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.server()
                .filter(server -> server.isController() && !server.isBroker())
                .ifPresent(server -> findings.expect(
                        Tiered.isOn(server),
                        OFF,
                        server.kind().label(),
                        Tiered.ENABLE + "=" + Tiered.isOn(server),
                        Tiered.ENABLE + "=true on controllers too, if brokers have it"));
    }
}
