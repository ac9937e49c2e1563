package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Refused;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.ssl.revocation.RevocationPolicy;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** Whether revoked certificates are refused. */
final class RevocationCheck implements TlsEndCheck {
    private static final Rule OFF =
            Rule.advice("tls-revocation-off", "Revoked certificates are accepted", "IA-5(2), SC-17; SP 800-52r2 3.2.2");
    private static final Rule UNKNOWN = Rule.warning(
            "tls-revocation-unknown",
            "Certificates are accepted of which nobody knows whether they are revoked",
            "IA-5(2)");
    private static final Rule SETTINGS =
            Rule.error("tls-revocation-settings", "Settings of revocation are refused", "IA-5(2), CM-6");

    @Override
    public List<Rule> rules() {
        return List.of(OFF, UNKNOWN, SETTINGS);
    }

    @Override
    public void judge(TlsEnd end, Findings findings) {
        try {
            RevocationPolicy policy = RevocationPolicy.from(end.typed(), end.role());
            findings.passed(SETTINGS, end.subject(), policy.line());
            findings.expect(
                    policy.on(),
                    OFF,
                    end.subject(),
                    RevocationPolicy.MODE + " is " + policy.line(),
                    RevocationPolicy.MODE + "=crl with " + RevocationPolicy.CRL_LOCATIONS + ", or =ocsp");
            findings.expect(
                    !policy.acceptsUnknown(),
                    UNKNOWN,
                    end.subject(),
                    RevocationPolicy.ACCEPT_UNKNOWN + "=" + policy.acceptsUnknown(),
                    "delete the line");
        } catch (ConfigException e) {
            Refused refused = Refused.of(e);
            findings.found(SETTINGS, end.subject(), refused.seen(), refused.remedy());
        }
    }
}
