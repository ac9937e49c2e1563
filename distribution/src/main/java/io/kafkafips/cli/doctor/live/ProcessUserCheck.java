package io.kafkafips.cli.doctor.live;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Node;
import java.util.List;

/** Whether the node runs as the superuser. */
final class ProcessUserCheck implements Check {
    private static final Rule ROOT = Rule.advice("process-root", "The node runs as root", "AC-6");

    @Override
    public List<Rule> rules() {
        return List.of(ROOT);
    }

    @Override
    public String needs() {
        return "--pid";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.processes().stream()
                .filter(process -> process.user() >= 0)
                .forEach(process -> findings.expect(
                        process.user() != 0,
                        ROOT,
                        process.subject(),
                        "user id " + process.user(),
                        "a user of its own, such as User=kafka in the systemd unit"));
    }
}
