package io.kafkafips.cli.doctor.access;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Refused;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.finding.ServerCheck;
import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.commons.audit.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/** Whether there is an audit trail, by the audit's own reading of its settings, and whether lines carry a MAC. */
final class AuditCheck implements ServerCheck {
    private static final Rule OFF = Rule.warning("audit-off", "No audit trail is kept", "AU-2, AU-12");
    private static final Rule SETTINGS =
            Rule.error("audit-settings", "Settings of the audit trail are refused", "AU-2, CM-6");
    private static final Rule KEYLESS =
            Rule.advice("audit-unkeyed", "Who can write the audit folder can forge the trail", "AU-9(3), AU-10");
    private static final Rule KEY =
            Rule.error("audit-key-permissions", "The audit key can be read by others, or not at all", "AU-9(3), SC-12");

    @Override
    public List<Rule> rules() {
        return List.of(OFF, SETTINGS, KEYLESS, KEY);
    }

    @Override
    public void judge(ConfigFile server, Findings findings) {
        String subject = server.kind().label();
        try {
            Optional<AuditConfig> config = AuditConfig.of(server.settings());
            findings.passed(SETTINGS, subject, AuditConfig.DIRECTORY);
            findings.expect(
                    config.isPresent(),
                    OFF,
                    subject,
                    config.map(audit -> AuditConfig.DIRECTORY + "=" + audit.directory())
                            .orElse("no " + AuditConfig.DIRECTORY),
                    AuditConfig.DIRECTORY + "=/var/log/kafka/audit");
            config.ifPresent(audit -> keys(audit, subject, findings));
        } catch (ConfigException e) {
            Refused refused = Refused.of(e);
            findings.found(SETTINGS, subject, refused.seen(), refused.remedy());
        }
    }

    private static void keys(AuditConfig audit, String subject, Findings findings) {
        Path file = audit.keyFile();
        findings.expect(
                file != null,
                KEYLESS,
                subject,
                file == null ? "no " + AuditConfig.KEY_FILE : AuditConfig.KEY_FILE + "=" + file,
                AuditConfig.KEY_FILE + "=<file made by: umask 077; openssl rand -hex 32>");
        if (file != null) {
            try {
                boolean good = KeyFile.isPrivate(file);
                findings.expect(good, KEY, file.toString(), good ? "private" : "open to others", "chmod 600 " + file);
            } catch (IOException e) {
                findings.found(
                        KEY, file.toString(), "it cannot be looked at", "chown it to the broker's user, chmod 600");
            }
        }
    }
}
