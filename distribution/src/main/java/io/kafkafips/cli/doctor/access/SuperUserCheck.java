package io.kafkafips.cli.doctor.access;

import io.kafkafips.authorizer.identity.PrincipalRules;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.finding.ServerCheck;
import io.kafkafips.cli.doctor.node.ConfigFile;
import java.util.Arrays;
import java.util.List;

/** Who is above all ACLs. */
final class SuperUserCheck implements ServerCheck {
    private static final String KEY = "super.users";
    private static final String REMEDY = KEY + "=<one principal for each node and administrator>";
    private static final Rule EVERYBODY = Rule.error(
            "super-users-everybody", "Anonymous clients are super users, or somebody meant all to be", "AC-6(5)");
    private static final Rule SHARED =
            Rule.warning("super-users-shared", "A principal of many certificates is a super user", "AC-6(5), AC-2(9)");
    private static final Rule NONE =
            Rule.error("super-users-none", "No super user: brokers cannot fetch the metadata log", "AC-3, CP-10");

    @Override
    public List<Rule> rules() {
        return List.of(EVERYBODY, SHARED, NONE);
    }

    @Override
    public void judge(ConfigFile server, Findings findings) {
        if (server.has("authorizer.class.name")) {
            users(server, findings);
        }
    }

    private static void users(ConfigFile server, Findings findings) {
        String subject = server.kind().label();
        List<String> users = Arrays.stream(server.text(KEY).split(";", -1))
                .map(String::trim)
                .filter(user -> !user.isEmpty())
                .toList();
        List<String> everybody = users.stream()
                .filter(user -> user.endsWith(":*") || user.equals("User:ANONYMOUS"))
                .toList();
        List<String> shared = users.stream()
                .filter(user -> PrincipalRules.isShared(user) && !everybody.contains(user))
                .toList();
        findings.expect(!users.isEmpty(), NONE, subject, users.size() + " super users", REMEDY);
        findings.expect(
                everybody.isEmpty(),
                EVERYBODY,
                subject,
                KEY + ": " + (everybody.isEmpty() ? users : everybody),
                REMEDY);
        findings.expect(
                shared.isEmpty(),
                SHARED,
                subject,
                KEY + ": " + (shared.isEmpty() ? users : shared),
                REMEDY + ", and no super.users.allow.whole.groups");
    }
}
