package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.cli.doctor.node.Permissions;
import io.kafkafips.cli.doctor.node.Secrets;
import java.io.IOException;
import java.util.List;

/** Who can read a properties file with secrets, and change it. */
final class SettingsPermissionCheck implements Check {
    private static final Rule READ = Rule.error(
            "settings-permissions",
            "A file with secrets can be read by everybody, or changed by more than its owner",
            "AC-6, IA-5(7), CM-5");

    @Override
    public List<Rule> rules() {
        return List.of(READ);
    }

    @Override
    public String needs() {
        return "--server-properties, --client-properties, --connect-properties";
    }

    @Override
    public void examine(Node node, Findings findings) {
        for (ConfigFile file : node.files()) {
            String place = file.file().toString();
            long secrets =
                    file.settings().keySet().stream().filter(Secrets::isSecret).count();
            try {
                Permissions permissions = Permissions.of(file.file());
                boolean bad = permissions.isWritableByMore() || (secrets > 0 && permissions.isOpenToOthers());
                findings.expect(
                        !bad,
                        READ,
                        place,
                        permissions.text() + ", " + secrets + " setting(s) that are secrets",
                        "chmod 640 " + place
                                + ", owned by the broker's user; or the secrets in a file of their own by config.providers");
            } catch (IOException e) {
                findings.found(READ, place, "its permissions cannot be read", "run as the broker's user");
            }
        }
    }
}
