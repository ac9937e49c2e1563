package io.kafkafips.cli.review;

import io.kafkafips.authorizer.acl.AclRule;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a reviewer should look at. Immutable.
 *
 * @param kind what it is
 * @param rule the ACL, {@code null} when it is about a setting
 * @param subject the ACL in words, or the setting
 * @param explanation why it was found
 * @param because the ACLs that it rests upon
 * @param remedy what mends a setting; for an ACL the command is made from the rule
 */
record Finding(
        Kind kind,
        @Nullable AclRule rule,
        String subject,
        String explanation,
        List<AclRule> because,
        @Nullable String remedy) {
    /** Kinds of findings, in the order in which they are listed. */
    enum Kind {
        /** A principal that no ACL restrains. */
        SUPER_USER,
        /** Resources without an ACL are open to everyone. */
        OPEN_DEFAULT,
        /** An ALLOW for everyone, for every resource, or for every operation. */
        WILDCARD_GRANT,
        /** An ALLOW on the cluster itself. */
        CLUSTER_GRANT,
        /** An ALLOW that a DENY undoes. */
        DENIED,
        /** A rule that says what broader rules say already. */
        SHADOWED,
        /** The same rule twice. */
        DUPLICATE,
        /** A rule for a super user, who is asked for none. */
        SUPER_USER_RULE,
        /** A type of principal that does not exist. */
        UNKNOWN_TYPE,
        /** A principal that no certificate can claim. */
        UNCLAIMED,
        /** A host that no address of a client is printed as. */
        UNMATCHABLE_HOST,
        /** A rule that decided no request. */
        UNUSED;

        /** {@code wildcard-grant}. */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    Finding {
        because = List.copyOf(because);
    }

    static Finding of(Kind kind, AclRule rule, String explanation) {
        return because(kind, rule, explanation, List.of());
    }

    static Finding because(Kind kind, AclRule rule, String explanation, List<AclRule> because) {
        return new Finding(kind, rule, rule.reason(), explanation, because, null);
    }

    static Finding setting(Kind kind, String subject, String explanation, String remedy) {
        return new Finding(kind, null, subject, explanation, List.of(), remedy);
    }
}
