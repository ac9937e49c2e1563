package io.kafkafips.cli.doctor.access;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.Node;
import java.util.List;

/** Whether the security settings can be undone at run time, such as by a new PLAINTEXT listener. Controllers hold the policy. */
final class AlterPolicyCheck implements Check {
    private static final String KEY = "alter.config.policy.class.name";
    private static final String POLICY = "io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy";
    private static final Rule MISSING = Rule.warning(
            "alter-config-policy", "An administrator can undo security settings at run time", "CM-5, CM-6, SC-8");

    @Override
    public List<Rule> rules() {
        return List.of(MISSING);
    }

    @Override
    public String needs() {
        return "--server-properties of a controller";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.server().filter(ConfigFile::isController).ifPresent(server -> {
            String policy = server.text(KEY);
            findings.expect(
                    policy.equals(POLICY),
                    MISSING,
                    server.kind().label(),
                    policy.isEmpty() ? "no " + KEY : KEY + "=" + policy,
                    KEY + "=" + POLICY + "; another policy goes into alter.config.policy.delegates");
        });
    }
}
