package io.kafkafips.cli.doctor.sasl;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.finding.ServerCheck;
import io.kafkafips.cli.doctor.node.ConfigFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The key with which delegation tokens are made: with a short one a broker starts, and then fails at every change of metadata. */
final class DelegationTokenCheck implements ServerCheck {
    private static final String KEY = "delegation.token.secret.key";
    private static final String OLD_KEY = "delegation.token.master.key";
    private static final int SHORTEST_BYTES = 14;
    private static final Rule SHORT = Rule.error(
            "delegation-token-key",
            "The key of delegation tokens has fewer than 14 bytes",
            "SC-12, SC-13; SP 800-131A");

    @Override
    public List<Rule> rules() {
        return List.of(SHORT);
    }

    @Override
    public void judge(ConfigFile server, Findings findings) {
        String value = server.text(KEY, server.text(OLD_KEY));
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        boolean good = bytes == 0 || bytes >= SHORTEST_BYTES;
        findings.expect(
                good,
                SHORT,
                server.kind().label(),
                bytes == 0 ? "no " + KEY : KEY + (good ? " is long enough" : " has " + bytes + " bytes"),
                KEY + "=<at least " + SHORTEST_BYTES
                        + " bytes, such as of openssl rand -hex 32>, the same on all nodes");
    }
}
