package io.kafkafips.cli.doctor.sasl;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Passwords of SCRAM and PLAIN. The module makes no HMAC with a key of less than 112 bits: a FIPS client with a shorter SCRAM password never
 * gets beyond "Timed out waiting for a node assignment".
 */
final class PasswordLengthCheck implements Check {
    private static final int SHORTEST_BYTES = 14;
    private static final Rule SHORT =
            Rule.error("sasl-password-short", "A SASL password has fewer than 14 bytes", "IA-5(1), SC-13; SP 800-131A");

    @Override
    public List<Rule> rules() {
        return List.of(SHORT);
    }

    @Override
    public String needs() {
        return "a file with sasl.jaas.config";
    }

    @Override
    public void examine(Node node, Findings findings) {
        for (ConfigFile file : node.files()) {
            for (Map.Entry<String, String> setting : file.settings().entrySet()) {
                if (setting.getKey().endsWith("sasl.jaas.config")) {
                    judge(file.kind().label() + " " + setting.getKey(), JaasText.parse(setting.getValue()), findings);
                }
            }
        }
    }

    private static void judge(String subject, JaasText jaas, Findings findings) {
        jaas.options().forEach((name, value) -> {
            if (name.equals("password") || name.startsWith("user_")) {
                int bytes = value.getBytes(StandardCharsets.UTF_8).length;
                findings.expect(
                        bytes >= SHORTEST_BYTES,
                        SHORT,
                        subject,
                        "option " + name + (bytes >= SHORTEST_BYTES ? ": long enough" : ": " + bytes + " bytes"),
                        "a password of at least " + SHORTEST_BYTES
                                + " bytes, here and in the cluster (kafka-configs.sh --alter --add-config)");
            }
        });
    }
}
