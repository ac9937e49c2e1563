package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.cli.doctor.node.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who can read key stores, and change key and trust stores: whoever writes a trust store decides who gets in. */
final class StorePermissionCheck implements Check {
    private static final Rule KEYS = Rule.error(
            "store-permissions",
            "A key store can be read by everybody, or changed by more than its owner",
            "AC-6, SC-12");
    private static final Rule TRUST =
            Rule.error("trust-permissions", "A trust store can be changed by more than its owner", "AC-6, SC-17");

    @Override
    public List<Rule> rules() {
        return List.of(KEYS, TRUST);
    }

    @Override
    public String needs() {
        return "--server-properties, --client-properties, --connect-properties";
    }

    @Override
    public void examine(Node node, Findings findings) {
        for (String place : locations(node, "keystore.location")) {
            judge(KEYS, Path.of(place), findings);
        }
        for (String place : locations(node, "truststore.location")) {
            judge(TRUST, Path.of(place), findings);
        }
    }

    private static Set<String> locations(Node node, String ending) {
        Set<String> places = new TreeSet<>();
        for (ConfigFile file : node.files()) {
            for (Map.Entry<String, String> setting : file.settings().entrySet()) {
                if (setting.getKey().endsWith(ending) && !setting.getValue().isBlank()) {
                    places.add(setting.getValue().trim());
                }
            }
        }
        return places;
    }

    private static void judge(Rule rule, Path file, Findings findings) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            Permissions permissions = Permissions.of(file);
            boolean bad = permissions.isWritableByMore() || (rule.equals(KEYS) && permissions.isOpenToOthers());
            findings.expect(
                    !bad,
                    rule,
                    file.toString(),
                    permissions.text(),
                    (rule.equals(KEYS) ? "chmod 640 " : "chmod 644 ") + file + ", owned by the broker's user");
        } catch (IOException e) {
            findings.found(rule, file.toString(), "its permissions cannot be read", "run as the broker's user");
        }
    }
}
