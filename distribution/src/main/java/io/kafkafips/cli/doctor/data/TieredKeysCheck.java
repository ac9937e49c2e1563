package io.kafkafips.cli.doctor.data;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Refused;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.cli.doctor.node.Permissions;
import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.key.KeyRegistryException;
import io.kafkafips.tiered.key.KeyService;
import io.kafkafips.tiered.key.KeyServiceHealth;
import io.kafkafips.tiered.key.KeyServices;
import io.kafkafips.tiered.key.KeySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** Whether the keys of tiered storage can be had, opened as a broker opens them, and who can change them. */
final class TieredKeysCheck implements Check {
    private static final Rule KEYS =
            Rule.error("tiered-keys", "Keys of tiered storage cannot be used", "SC-12, SC-28(1)");
    private static final Rule REGISTRY = Rule.error(
            "tiered-registry-permissions", "Everybody can read or change the registry of topic keys", "AC-6, SC-12");

    @Override
    public List<Rule> rules() {
        return List.of(KEYS, REGISTRY);
    }

    @Override
    public String needs() {
        return "--server-properties of a broker with encrypted tiered storage";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.server()
                .filter(ConfigFile::isBroker)
                .filter(Tiered::isOn)
                .filter(server -> server.text(Tiered.MANAGER).equals(Tiered.WRAPPER))
                .ifPresent(server -> judge(server, findings));
    }

    private static void judge(ConfigFile server, Findings findings) {
        String subject = server.kind().label();
        Map<String, Object> settings = Tiered.managerSettings(server);
        try {
            KeySettings keys = KeySettings.of(settings);
            KeyRegistry registry = KeyRegistry.open(keys.registry());
            permissions(registry.folder(), findings);
            int entries = registry.entries().size();
            try (KeyService service = KeyServices.open(settings)) {
                KeyServiceHealth health = service.health();
                findings.passed(KEYS, subject, entries + " topic key version(s); key service: " + health);
            }
        } catch (ConfigException e) {
            Refused refused = Refused.of(e);
            findings.found(KEYS, subject, refused.seen(), refused.remedy());
        } catch (KeyRegistryException e) {
            findings.found(
                    KEYS,
                    subject,
                    String.valueOf(e.getMessage()),
                    "rsm.config." + KeySettings.REGISTRY_PATH_CONFIG + "=<folder that the broker's user can read>");
        }
    }

    private static void permissions(Path folder, Findings findings) {
        try {
            Permissions permissions = Permissions.of(folder);
            boolean bad = permissions.isOpenToOthers();
            findings.expect(
                    !bad,
                    REGISTRY,
                    folder.toString(),
                    permissions.text(),
                    "chmod 770 " + folder + ", the brokers' group alone");
        } catch (IOException e) {
            findings.found(REGISTRY, folder.toString(), "its permissions cannot be read", "run as the broker's user");
        }
    }
}
