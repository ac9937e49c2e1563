package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import java.util.List;

/** Whether a client, and a node as the client of another, compares the server's certificate with its host name. */
final class HostNameCheck implements TlsEndCheck {
    private static final String KEY = "ssl.endpoint.identification.algorithm";
    private static final Rule OFF =
            Rule.warning("tls-host-name", "Host names of servers are not verified", "SC-23, IA-3; SP 800-52r2 4.5.1");

    @Override
    public List<Rule> rules() {
        return List.of(OFF);
    }

    @Override
    public void judge(TlsEnd end, Findings findings) {
        boolean off = end.settings().containsKey(KEY) && end.text(KEY).isEmpty();
        findings.expect(
                !off,
                OFF,
                end.subject(),
                off ? KEY + " is empty" : KEY + " is https",
                "delete the line, or " + KEY + "=https");
    }
}
