package io.kafkafips.cli.explain;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.authorizer.acl.Decision;

/** The reason of a decision in a sentence. Stateless. */
final class Explanation {
    private Explanation() {}

    static String of(Decision decision) {
        if (decision instanceof AclRule rule) {
            return rule.allowed()
                    ? "no DENY applies, and this ALLOW does"
                    : "this DENY applies, and a DENY for any principal wins over every ALLOW";
        }
        if (decision instanceof Decision.WithoutAcl other) {
            return switch (other) {
                case SUPER_USER -> "a principal is in super.users: no ACL is asked";
                case ALLOWED_WITHOUT_ACL -> "no ACL mentions the resource, and allow.everyone.if.no.acl.found is true";
                case NO_ACL_FOUND -> "no ACL mentions the resource, and allow.everyone.if.no.acl.found is not true";
                case NO_MATCHING_ACL ->
                    "ACLs mention the resource, but none of them applies to these principals, this host and this operation";
                case CERTIFICATE_EXPIRED -> "the certificate has expired: neither ACLs nor super.users are asked";
                default -> decision.reason();
            };
        }
        return decision instanceof Decision.WouldBeDenied dry
                ? of(dry.basis()) + "; a condition in dry run would deny it"
                : "it is allowed so far, and this condition denies it";
    }
}
