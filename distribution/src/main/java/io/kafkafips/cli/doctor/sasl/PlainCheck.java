package io.kafkafips.cli.doctor.sasl;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import java.util.List;

/** SASL/PLAIN: Kafka has its server, but the client is the JDK's, in a provider that a FIPS JVM does not have. */
final class PlainCheck implements SaslUseCheck {
    private static final Rule CLIENT =
            Rule.error("sasl-plain-client", "A client with SASL/PLAIN does not work in a FIPS JVM", "IA-5(1), SC-13");
    private static final Rule LISTENER =
            Rule.warning("sasl-plain", "SASL/PLAIN hands passwords to the broker in the clear", "IA-5(1)");

    @Override
    public List<Rule> rules() {
        return List.of(CLIENT, LISTENER);
    }

    @Override
    public void judge(SaslUse use, Findings findings) {
        findings.expect(
                !use.has("PLAIN"),
                use.connects() ? CLIENT : LISTENER,
                use.subject(),
                "mechanisms " + use.mechanisms()
                        + (use.connects() && use.has("PLAIN") ? ": the client is in the provider SunSASL" : ""),
                use.connects()
                        ? "security.protocol=SSL with a certificate, or sasl.mechanism=SCRAM-SHA-512"
                        : "sasl.enabled.mechanisms=SCRAM-SHA-512, or client certificates");
    }
}
