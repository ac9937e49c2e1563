package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Refused;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.cli.doctor.node.SecurityFile;
import io.kafkafips.ssl.policy.JvmHardening;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** The properties of a JVM that close what BCJSSE leaves open, by the rule of the TLS engine. */
final class ConstraintCheck implements Check {
    private static final String MASTER_SECRET = "jdk.tls.allowLegacyMasterSecret";
    private static final Rule EXTENDED = Rule.error(
            "jvm-master-secret",
            "TLS 1.2 without the extended master secret is possible",
            "SC-8(1), SC-13; FIPS 140-3 IG D.Q");
    private static final Rule ALGORITHMS = Rule.error(
            "jvm-disabled-algorithms",
            "Security properties leave weak algorithms or keys on",
            "SC-13; SP 800-52r2 3.3; SP 800-131A");

    @Override
    public List<Rule> rules() {
        return List.of(EXTENDED, ALGORITHMS);
    }

    @Override
    public String needs() {
        return "--jvm-options and --java-security, or --pid";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.jvm().ifPresent(jvm -> {
            String value = jvm.property(MASTER_SECRET).orElse("");
            findings.expect(
                    value.equals("false"),
                    EXTENDED,
                    jvm.origin(),
                    value.isEmpty() ? "no -D" + MASTER_SECRET : "-D" + MASTER_SECRET + "=" + value,
                    "-D" + MASTER_SECRET + "=false");
        });
        node.securityFile().ifPresent(file -> algorithms(file, findings));
    }

    private static void algorithms(SecurityFile file, Findings findings) {
        String subject = String.valueOf(file.file().getFileName());
        try {
            // the flag has a rule of its own
            JvmHardening.require(name -> "false", file::text);
            findings.passed(ALGORITHMS, subject, "jdk.tls.disabledAlgorithms, jdk.certpath.disabledAlgorithms");
        } catch (ConfigException e) {
            Refused refused = Refused.of(e);
            findings.found(ALGORITHMS, subject, refused.seen(), refused.remedy());
        }
    }
}
