package io.kafkafips.cli.doctor.access;

import io.kafkafips.authorizer.kafka.CertificatePrincipalBuilder;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.finding.ServerCheck;
import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.Listener;
import java.util.List;

/** Who decides about requests, and by what. */
final class AuthorizerCheck implements ServerCheck {
    private static final String AUTHORIZER = "authorizer.class.name";
    private static final String BUILDER = "principal.builder.class";
    // its class needs Kafka's server jars, which this program may be without
    private static final String OURS = "io.kafkafips.authorizer.kafka.CertificateAuthorizer";
    private static final Rule NONE = Rule.error("authorizer-none", "Nobody decides: every request is allowed", "AC-3");
    private static final Rule STANDARD =
            Rule.warning("authorizer-standard", "Another authorizer than this product's decides", "AC-3, AC-6, AU-2");
    private static final Rule PRINCIPALS =
            Rule.error("authorizer-principals", "The authorizer gets no certificate principals", "AC-3, IA-2");

    @Override
    public List<Rule> rules() {
        return List.of(NONE, STANDARD, PRINCIPALS);
    }

    @Override
    public void judge(ConfigFile server, Findings findings) {
        String subject = server.kind().label();
        String authorizer = server.text(AUTHORIZER);
        findings.expect(
                !authorizer.isEmpty(),
                NONE,
                subject,
                authorizer.isEmpty() ? "no " + AUTHORIZER : AUTHORIZER + "=" + authorizer,
                AUTHORIZER + "=" + OURS + " on controllers and brokers");
        if (authorizer.isEmpty()) {
            return;
        }
        findings.expect(
                authorizer.equals(OURS),
                STANDARD,
                subject,
                AUTHORIZER + "=" + authorizer,
                AUTHORIZER + "=" + OURS + "; ACLs that exist keep their meaning");
        if (authorizer.equals(OURS)) {
            String builder = server.text(BUILDER);
            String expected = CertificatePrincipalBuilder.class.getName();
            findings.expect(
                    builder.equals(expected),
                    PRINCIPALS,
                    subject,
                    builder.isEmpty() ? "no " + BUILDER : BUILDER + "=" + builder,
                    BUILDER + "=" + expected);
            Listener.of(server).stream()
                    .filter(listener -> server.has(listener.prefix() + BUILDER))
                    .forEach(listener -> findings.expect(
                            listener.text(BUILDER).equals(expected),
                            PRINCIPALS,
                            listener.subject(),
                            listener.prefix() + BUILDER + "=" + listener.text(BUILDER),
                            "delete the line"));
        }
    }
}
