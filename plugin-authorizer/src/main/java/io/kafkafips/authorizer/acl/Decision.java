package io.kafkafips.authorizer.acl;

/**
 * The answer to one request, together with what it rests upon: an ACL ({@link AclRule}), what holds without one, or a condition that
 * narrows what is allowed.
 */
public sealed interface Decision
        permits AclRule, Decision.WithoutAcl, Decision.DeniedByCondition, Decision.WouldBeDenied {
    boolean allowed();

    /** What it rests upon, in words for an auditor. */
    String reason();

    /** The decision without the remark of a condition in dry run. */
    default Decision basis() {
        return this;
    }

    /** Whether it belongs into every audit trail, whatever its scope: a denial, also one that would have been. */
    default boolean notable() {
        return !allowed();
    }

    /**
     * What ACLs allow and a rule of the policy file does not.
     *
     * @param rule name of the rule
     * @param requirement what the request lacks, by its key in the policy file
     * @param dryRun whether the rule only tells what it would deny
     */
    record DeniedByCondition(String rule, String requirement, boolean dryRun) implements Decision {
        @Override
        public boolean allowed() {
            return false;
        }

        @Override
        public String reason() {
            return "Condition(rule=" + rule + ", unmet=" + requirement + ")";
        }
    }

    /**
     * An allowance that a condition in dry run would have turned into a denial.
     *
     * @param basis what it rests upon
     * @param denial what it would have been
     */
    record WouldBeDenied(Decision basis, DeniedByCondition denial) implements Decision {
        @Override
        public boolean allowed() {
            return true;
        }

        @Override
        public String reason() {
            return basis.reason() + "; would be denied by " + denial.reason();
        }

        @Override
        public boolean notable() {
            return true;
        }
    }

    /** Decisions that no single ACL makes. */
    enum WithoutAcl implements Decision {
        /** One of the requester's principals is in {@code super.users}. */
        SUPER_USER(true, "SuperUser"),
        /** No ACL mentions the resource, and {@code allow.everyone.if.no.acl.found} is true. */
        ALLOWED_WITHOUT_ACL(true, "NoAclFound"),
        /** No ACL mentions the resource. */
        NO_ACL_FOUND(false, "NoAclFound"),
        /** ACLs mention the resource, but none of them matches. */
        NO_MATCHING_ACL(false, "NoMatchingAcl"),
        /** A certificate of the client's path ended while its connection lived on. */
        CERTIFICATE_EXPIRED(false, "CertificateExpired"),
        /** A certificate of the client's path was revoked while its connection lived on. */
        CERTIFICATE_REVOKED(false, "CertificateRevoked"),
        /** Some resource of the asked type is within reach. */
        SOME_RESOURCE_ALLOWED(true, "SomeResourceAllowed"),
        /** No resource of the asked type is within reach. */
        NO_RESOURCE_ALLOWED(false, "NoResourceAllowed"),
        /** It would be allowed, but could not be put on record, and {@code audit.overflow} is {@code deny}. */
        AUDIT_UNAVAILABLE(false, "AuditUnavailable"),
        /** The ACLs are not loaded yet: there is no answer. */
        NOT_READY(false, "AclsNotLoaded");

        private final boolean allowed;
        private final String reason;

        WithoutAcl(boolean allowed, String reason) {
            this.allowed = allowed;
            this.reason = reason;
        }

        @Override
        public boolean allowed() {
            return allowed;
        }

        @Override
        public String reason() {
            return reason;
        }
    }
}
