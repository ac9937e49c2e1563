package io.kafkafips.cli.doctor.sasl;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import java.util.List;

/** Kerberos, Kafka's default mechanism: its providers are the JDK's. */
final class GssapiCheck implements SaslUseCheck {
    private static final Rule GSSAPI =
            Rule.error("sasl-gssapi", "SASL/GSSAPI does not work in a FIPS JVM", "IA-2, SC-13");

    @Override
    public List<Rule> rules() {
        return List.of(GSSAPI);
    }

    @Override
    public void judge(SaslUse use, Findings findings) {
        findings.expect(
                !use.has("GSSAPI"),
                GSSAPI,
                use.subject(),
                "mechanisms " + use.mechanisms()
                        + (use.has("GSSAPI") ? ": GSSAPI is Kafka's default, and its providers are missing" : ""),
                use.connects() ? "sasl.mechanism=SCRAM-SHA-512" : "sasl.enabled.mechanisms=SCRAM-SHA-512");
    }
}
