package io.kafkafips.cli.doctor.data;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Refused;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.validator.kafka.ValidatorGuard;
import io.kafkafips.validator.policy.RecordValidatorConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** Whether records are validated, by an agent that is there, under a guard that notices when it is not. */
final class ValidationCheck implements Check {
    static final String AGENT_JAR = "plugin-record-validator";
    private static final String GUARD = ValidatorGuard.class.getName();
    private static final String REPORTERS = "metric.reporters";
    private static final Rule OFF = Rule.advice("validator-off", "Records are not validated", "SI-10");
    private static final Rule AGENT =
            Rule.error("validator-agent", "Validation is configured, and the JVM has no agent", "SI-10, CM-6");
    private static final Rule UNGUARDED =
            Rule.error("validator-guard", "Nothing notices when the agent is missing at the next start", "SI-10, SI-7");
    private static final Rule SETTINGS =
            Rule.error("validator-settings", "Settings of validation are refused", "SI-10, CM-6");

    @Override
    public List<Rule> rules() {
        return List.of(OFF, AGENT, UNGUARDED, SETTINGS);
    }

    @Override
    public String needs() {
        return "--server-properties of a broker, --jvm-options or --pid";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.server().filter(ConfigFile::isBroker).ifPresent(server -> judge(node, server, findings));
    }

    private static void judge(Node node, ConfigFile server, Findings findings) {
        String subject = server.kind().label();
        boolean guarded = server.list(REPORTERS).contains(GUARD);
        boolean configured = settings(server, findings);
        boolean agent = node.jvms().stream().anyMatch(ValidationCheck::hasAgent);
        findings.expect(
                configured,
                OFF,
                subject,
                configured ? RecordValidatorConfig.PREFIX + "*" : "no policy",
                RecordValidatorConfig.POLICY_FILE_CONFIG + "=/etc/kafka/policy.yaml");
        if (!configured && !guarded && !agent) {
            return;
        }
        findings.expect(
                guarded,
                UNGUARDED,
                subject,
                guarded ? GUARD : "no " + GUARD + " in " + REPORTERS,
                REPORTERS + "=" + GUARD);
        for (Jvm jvm : node.jvms()) {
            findings.expect(
                    hasAgent(jvm),
                    AGENT,
                    jvm.origin(),
                    (hasAgent(jvm) ? "" : "no ") + "-javaagent with " + AGENT_JAR,
                    "KAFKA_OPTS=\"$KAFKA_OPTS -javaagent:<libs>/" + AGENT_JAR + "-<version>.jar\"");
        }
    }

    static boolean hasAgent(Jvm jvm) {
        return jvm.starting("-javaagent:").stream().anyMatch(flag -> flag.contains(AGENT_JAR));
    }

    /** Whether there are policies. */
    private static boolean settings(ConfigFile server, Findings findings) {
        String subject = server.kind().label();
        try {
            RecordValidatorConfig config = RecordValidatorConfig.of(server.settings());
            Path file = config.policyFile();
            boolean readable = file == null || Files.isReadable(file);
            findings.expect(
                    readable,
                    SETTINGS,
                    subject,
                    readable
                            ? config.policies().size() + " policies here"
                            : RecordValidatorConfig.POLICY_FILE_CONFIG + "=" + file + " cannot be read",
                    RecordValidatorConfig.POLICY_FILE_CONFIG + "=<file>, tried with kafka-fips validate --check");
            return file != null || !config.policies().isEmpty();
        } catch (ConfigException e) {
            Refused refused = Refused.of(e);
            findings.found(SETTINGS, subject, refused.seen(), refused.remedy());
            return true;
        }
    }
}
