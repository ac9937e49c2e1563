package io.kafkafips.cli.doctor.access;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.finding.ServerCheck;
import io.kafkafips.cli.doctor.node.ConfigFile;
import java.util.List;

/** Whether a resource that no ACL mentions is open to everyone. */
final class OpenDefaultCheck implements ServerCheck {
    private static final String KEY = "allow.everyone.if.no.acl.found";
    private static final Rule OPEN =
            Rule.error("acl-open-default", "Whatever no ACL mentions is open to everyone", "AC-3, AC-6");

    @Override
    public List<Rule> rules() {
        return List.of(OPEN);
    }

    @Override
    public void judge(ConfigFile server, Findings findings) {
        findings.expect(
                !server.isTrue(KEY),
                OPEN,
                server.kind().label(),
                KEY + "=" + server.isTrue(KEY),
                KEY + "=false on every node");
    }
}
