package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Refused;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.ssl.policy.ClientAuth;
import io.kafkafips.ssl.policy.NodeRole;
import io.kafkafips.ssl.policy.TlsPolicy;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** Versions, suites, groups and client authentication, by the rules of the TLS engine itself. */
final class PolicyCheck implements TlsEndCheck {
    private static final String CLIENT_AUTH = "ssl.client.auth";
    private static final Rule POLICY = Rule.error(
            "tls-policy",
            "TLS settings ask for what the profile does not have",
            "SC-8(1), SC-13; SP 800-52r2 3.1, 3.3");
    private static final Rule REQUIRED = Rule.error(
            "listener-client-auth", "A listener lets clients in without a certificate", "IA-2, IA-3; SP 800-52r2 3.5");
    private static final Rule OPTIONAL = Rule.warning(
            "listener-client-auth-optional",
            "A listener is permitted to let clients in without a certificate",
            "IA-2, IA-3");

    @Override
    public List<Rule> rules() {
        return List.of(POLICY, REQUIRED, OPTIONAL);
    }

    @Override
    public void judge(TlsEnd end, Findings findings) {
        TlsPolicy policy;
        try {
            policy = end.policy();
        } catch (ConfigException e) {
            Refused refused = Refused.of(e);
            Rule rule = refused.seen().startsWith(CLIENT_AUTH) ? REQUIRED : POLICY;
            findings.found(rule, end.subject(), refused.seen(), refused.remedy());
            return;
        }
        findings.passed(
                POLICY,
                end.subject(),
                "profile " + policy.profile().setting() + ", " + policy.protocols() + ", " + policy.cipherSuites());
        if (end.role() == NodeRole.SERVER) {
            String seen = CLIENT_AUTH + "=" + end.settings().getOrDefault(CLIENT_AUTH, "none");
            boolean required = policy.clientAuth() == ClientAuth.REQUIRED;
            findings.passed(REQUIRED, end.subject(), seen);
            findings.expect(
                    required,
                    OPTIONAL,
                    end.subject(),
                    required ? seen : seen + " with " + ClientAuth.PERMISSION + "=true",
                    CLIENT_AUTH + "=required, on a SASL_SSL listener with its prefix, and no " + ClientAuth.PERMISSION);
        }
    }
}
