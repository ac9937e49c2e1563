package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.Node;
import java.util.List;

/** Kafka's own way to put security providers in front of the module. */
final class SecurityProvidersCheck implements Check {
    private static final String KEY = "security.providers";
    private static final Rule FOREIGN =
            Rule.error("settings-security-providers", "A setting puts providers before the module", "SC-13, CM-7");

    @Override
    public List<Rule> rules() {
        return List.of(FOREIGN);
    }

    @Override
    public String needs() {
        return "--server-properties, --client-properties, --connect-properties";
    }

    @Override
    public void examine(Node node, Findings findings) {
        for (ConfigFile file : node.files()) {
            findings.expect(
                    !file.has(KEY),
                    FOREIGN,
                    file.kind().label(),
                    file.has(KEY) ? KEY + "=" + file.text(KEY) : "no " + KEY,
                    "delete the line");
        }
    }
}
