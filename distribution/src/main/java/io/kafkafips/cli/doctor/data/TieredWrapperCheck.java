package io.kafkafips.cli.doctor.data;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.tiered.kafka.TieredStorageConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Whether what leaves for tiered storage is encrypted, and by whom it is stored. */
final class TieredWrapperCheck implements Check {
    private static final Rule CLEAR = Rule.error(
            "tiered-unencrypted", "Segments leave for tiered storage without this product's encryption", "SC-28(1)");
    private static final Rule DELEGATE =
            Rule.error("tiered-delegate", "What stores the segments is not there, or is the wrapper itself", "CM-6");
    private static final Rule PLAINTEXT = Rule.warning(
            "tiered-plaintext-read", "Old segments are handed out without a check of what they are", "SC-28(1), SI-7");

    @Override
    public List<Rule> rules() {
        return List.of(CLEAR, DELEGATE, PLAINTEXT);
    }

    @Override
    public String needs() {
        return "--server-properties of a broker with tiered storage";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.server().filter(ConfigFile::isBroker).filter(Tiered::isOn).ifPresent(server -> judge(server, findings));
    }

    private static void judge(ConfigFile server, Findings findings) {
        String subject = server.kind().label();
        String manager = server.text(Tiered.MANAGER);
        boolean wrapped = manager.equals(Tiered.WRAPPER);
        findings.expect(
                wrapped,
                CLEAR,
                subject,
                manager.isEmpty() ? "no " + Tiered.MANAGER : Tiered.MANAGER + "=" + manager,
                Tiered.MANAGER + "=" + Tiered.WRAPPER + ", and the former one as rsm.config."
                        + TieredStorageConfig.DELEGATE_CLASS_NAME_CONFIG);
        if (!wrapped) {
            return;
        }
        Map<String, Object> settings = Tiered.managerSettings(server);
        delegate(settings, subject, findings);
        String plaintext =
                String.valueOf(settings.getOrDefault(TieredStorageConfig.PLAINTEXT_READ_ALLOWED_CONFIG, "false"));
        findings.expect(
                !Boolean.parseBoolean(plaintext.trim()),
                PLAINTEXT,
                subject,
                TieredStorageConfig.PLAINTEXT_READ_ALLOWED_CONFIG + "=" + plaintext,
                "delete the line when the last segment of before has expired");
    }

    private static void delegate(Map<String, Object> settings, String subject, Findings findings) {
        String name = String.valueOf(settings.getOrDefault(TieredStorageConfig.DELEGATE_CLASS_NAME_CONFIG, ""))
                .trim();
        String path = String.valueOf(settings.getOrDefault(TieredStorageConfig.DELEGATE_CLASS_PATH_CONFIG, ""))
                .trim();
        List<String> missing = Arrays.stream(path.split(",", -1))
                .map(String::trim)
                .map(entry -> entry.endsWith("/*") ? entry.substring(0, entry.length() - 2) : entry)
                .filter(entry -> !entry.isEmpty() && !Files.exists(Path.of(entry)))
                .toList();
        boolean itself = name.equals(Tiered.WRAPPER);
        findings.expect(
                missing.isEmpty() && !itself,
                DELEGATE,
                subject,
                itself
                        ? "the delegate is the wrapper itself"
                        : missing.isEmpty()
                                ? (name.isEmpty() ? "the embedded directory store" : name)
                                : missing + " is not there",
                "rsm.config." + TieredStorageConfig.DELEGATE_CLASS_NAME_CONFIG + "=<RemoteStorageManager>, rsm.config."
                        + TieredStorageConfig.DELEGATE_CLASS_PATH_CONFIG + "=<folder>/*");
    }
}
