package io.kafkafips.cli.review;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.authorizer.identity.PrincipalRules;
import io.kafkafips.cli.review.Finding.Kind;
import io.kafkafips.cli.settings.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds who is above all ACLs, from {@code server.properties}, and rules that are without effect because of it. */
final class SuperUserCheck implements AclCheck {
    private final Set<String> superUsers;
    private final boolean openDefault;

    SuperUserCheck(ServerSettings server) {
        this.superUsers = server.superUsers();
        this.openDefault = server.allowsWithoutAcl();
    }

    @Override
    public List<Finding> findings(List<AclRule> rules) {
        List<Finding> findings = new ArrayList<>();
        for (String name : superUsers) {
            boolean shared = PrincipalRules.isShared(name);
            findings.add(Finding.setting(
                    Kind.SUPER_USER,
                    "super.users: " + name,
                    "may do anything, no ACL restrains it" + (shared ? ", and many certificates share it" : ""),
                    "take it out of super.users of every node, unless it is a node or an administrator"));
        }
        if (openDefault) {
            findings.add(Finding.setting(
                    Kind.OPEN_DEFAULT,
                    "allow.everyone.if.no.acl.found=true",
                    "opens every resource that no ACL mentions to everyone",
                    "allow.everyone.if.no.acl.found=false on every node"));
        }
        for (AclRule rule : rules) {
            if (superUsers.contains(rule.principal())) {
                findings.add(Finding.of(
                        Kind.SUPER_USER_RULE,
                        rule,
                        rule.allowed()
                                ? "grants what a super user has anyway"
                                : "denies nothing: a super user is asked for no ACL"));
            }
        }
        return findings;
    }
}
